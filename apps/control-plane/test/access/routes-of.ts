import { type ControlPlane } from '../control-plane.js';

export interface Route {
  method: string;
  path: string;
}

/** Every route that the application serves, but for the API's own documentation. */
export function routesOf(plane: ControlPlane): Route[] {
  const { router } = plane.app.getHttpAdapter().getInstance() as {
    router: { stack: { route?: { path: string; methods: Record<string, boolean> } }[] };
  };
  return router.stack
    .flatMap(({ route }) => (route ? [route] : []))
    .filter(
      ({ path }) =>
        typeof path === 'string' &&
        path.startsWith('/api/') &&
        !path.startsWith('/api/docs') &&
        !path.includes('*'),
    )
    .flatMap(({ path, methods }) =>
      Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
    );
}

import { readFile } from 'node:fs/promises';
import { type OpenAPIObject } from '@nestjs/swagger';
import { type Route, routesOf } from './access/routes-of.js';
import { ControlPlane } from './control-plane.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Schema = Record<string, unknown> & {
  $ref?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
};

/** Their answers have no body. */
const WITHOUT_BODY = ['202', '204'];

describe("The API's documentation", () => {
  let plane: ControlPlane;
  let routes: Route[];
  let document: OpenAPIObject;

  beforeAll(async () => {
    plane = await ControlPlane.start();
    routes = routesOf(plane);
    document = JSON.parse(
      (await plane.visitor().send('GET', '/api/docs/openapi.json')).text,
    ) as OpenAPIObject;
  });
  afterAll(() => plane.destroy());

  const operationOf = ({ method, path }: Route): Operation => {
    const documented = document.paths[path.replace(/:(\w+)/g, '{$1}')] as Record<string, Operation>;
    const operation = documented?.[method.toLowerCase()];
    if (!operation) throw new Error(`${method} ${path} is not documented`);
    return operation;
  };
  const lacking = (has: (operation: Operation) => boolean) =>
    routes.filter((route) => !has(operationOf(route))).map(({ method, path }) => `${method} ${path}`);
  const resolved = (schema: Schema): Schema => {
    const { $ref } = schema.$ref ? schema : ((schema.allOf as Schema[] | undefined)?.[0] ?? {});
    const name = ($ref as string | undefined)?.split('/').at(-1);
    return name ? ((document.components?.schemas?.[name] ?? {}) as Schema) : schema;
  };

  it('sums up every route, each under one heading that is explained', () => {
    expect(routes.length).toBeGreaterThan(80);
    expect(lacking(({ summary }) => Boolean(summary))).toEqual([]);
    const headings = (document.tags ?? []).filter(({ description }) => description).map(({ name }) => name);
    expect(lacking(({ tags = [] }) => tags.length === 1 && headings.includes(tags[0]!))).toEqual([]);
    const summaries = routes.map((route) => operationOf(route).summary);
    expect(summaries.filter((one, index) => summaries.indexOf(one) !== index)).toEqual([]);
  });

  it('has the shape of every answer', () => {
    const isTyped = ([status, answer]: [string, unknown]) => {
      if (WITHOUT_BODY.includes(status)) return true;
      const { content } = answer as { content?: Record<string, { schema?: Schema }> };
      return Object.values(content ?? {}).some(({ schema }) => schema && Object.keys(schema).length > 0);
    };
    expect(lacking(({ responses }) => Object.entries(responses).every(isTyped))).toEqual([]);
    expect(lacking(({ responses }) => Object.keys(responses).some((one) => one < '300'))).toEqual([]);
  });

  it('says how every route refuses', () => {
    const refusals = ({ responses }: Operation) => Object.keys(responses).filter((status) => status >= '400');
    expect(lacking((operation) => refusals(operation).includes('default'))).toEqual([]);
    const isPublic = ({ security }: Operation) => JSON.stringify(security) === '[{}]';
    expect(lacking((operation) => isPublic(operation) || refusals(operation).includes('401'))).toEqual([]);
    expect(lacking((operation) => !isPublic(operation))).toEqual([
      'POST /api/session',
      'POST /api/webhooks/bitbucket/:id',
      'GET /api/health',
      'GET /api/health/live',
      'GET /api/health/ready',
    ]);
  });

  it('has an example of everything that is sent', () => {
    const withoutExample = (schema: Schema, path: string): string[] => {
      const { properties, items } = resolved(schema);
      const speaksForItself = ['example', 'enum', 'default'].some((key) => key in schema);
      if (speaksForItself || schema.type === 'boolean' || items?.enum) return [];
      if (properties)
        return Object.entries(properties).flatMap(([name, one]) => withoutExample(one, `${path}.${name}`));
      return items?.$ref ? withoutExample(items, `${path}[]`) : [path];
    };
    const missing = routes.flatMap((route) => {
      const { content = {} } = (operationOf(route).requestBody ?? {}) as {
        content?: Record<string, { schema: Schema }>;
      };
      return Object.values(content).flatMap(({ schema }) =>
        withoutExample(schema, `${route.method} ${route.path}`),
      );
    });
    expect(missing).toEqual([]);
  });

  it('is checked in as docs/openapi.json', async () => {
    const written = JSON.stringify(JSON.parse(await readFile('docs/openapi.json', 'utf8')));
    const isCurrent = written === JSON.stringify(document);
    const advice = 'docs/openapi.json is out of date: run "npm run openapi" and commit what it writes';
    expect(isCurrent ? 'current' : advice).toBe('current');
  });
});

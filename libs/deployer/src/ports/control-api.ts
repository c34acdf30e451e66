import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { type PortTarget } from './port-switch.js';
import { type PortSwitchServer } from './port-switch-server.js';

/** Grows when the calls below change: an agent replaces a switch that speaks another version. */
export const CONTROL_VERSION = 2;

export interface ControlStatus {
  version: number;
  bindAddress: string;
  pid: number;
}

/** The body of every call: `POST /<name>`. Answers are JSON. */
export interface ControlCalls {
  status: [Record<string, never>, ControlStatus];
  entries: [Record<string, never>, [number, unknown][]];
  hold: [{ port: number }, null];
  point: [{ port: number; target: PortTarget }, null];
  park: [{ port: number }, null];
  clear: [{ port: number }, null];
  drain: [{ target: PortTarget; timeoutMs: number }, null];
  /** Gives up all ports and ends when the last connection has. */
  retire: [Record<string, never>, null];
}

type Handlers = { [Name in keyof ControlCalls]: (body: ControlCalls[Name][0]) => Promise<unknown> };

/** HTTP on a unix socket that only the agent's user can open. */
export function createControlServer(
  ports: PortSwitchServer,
  status: ControlStatus,
  retire: () => Promise<void>,
): Server {
  const handlers: Handlers = {
    status: async () => status,
    entries: async () => [...ports.list()],
    hold: ({ port }) => ports.hold(port),
    point: ({ port, target }) => ports.point(port, target),
    park: ({ port }) => ports.park(port),
    clear: ({ port }) => ports.clear(port),
    drain: ({ target, timeoutMs }) => ports.drain(target, timeoutMs),
    retire,
  };
  return createServer((request, response) => {
    answer(handlers, request)
      .then((value) => response.writeHead(200).end(JSON.stringify(value ?? null)))
      .catch((error: NodeJS.ErrnoException) =>
        response.writeHead(500).end(JSON.stringify({ code: error.code, message: error.message })),
      );
  });
}

async function answer(handlers: Handlers, request: IncomingMessage): Promise<unknown> {
  const name = request.url?.slice(1) ?? '';
  if (!Object.hasOwn(handlers, name)) throw new Error(`There is no call "${name}".`);
  const call = handlers[name as keyof Handlers] as (body: unknown) => Promise<unknown>;
  return call(JSON.parse(await text(request)));
}

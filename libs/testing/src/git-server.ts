import { spawn } from 'node:child_process';
import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { readCgiHead } from './cgi-head.js';
import { gitEnvironment } from './git-environment.js';

export interface GitServerOptions {
  /** Folder with bare repositories; `<root>/<name>.git` is served as `<url>/<name>.git`. */
  root: string;
  username: string;
  password: string;
  /** More people with the same password. */
  otherUsernames?: readonly string[];
  /** Accounts with passwords of their own, which `setPassword` leaves alone: name → password. */
  accounts?: Readonly<Record<string, string>>;
  host?: string;
  /** A free one when absent. */
  port?: number;
}

/** A hosted git server as a developer meets it: smart HTTP (protocol v2, fetch and push) behind Basic auth. */
export interface GitServer {
  /** Without credentials and without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** How often somebody came with a name and password that were not right: after a few of them servers lock accounts. */
  readonly refusals: number;
  /** From the next request on only this password is right; models a revoked or changed one. */
  setPassword(password: string): void;
  /** While on, requests are accepted and not answered; those that still wait are answered when it goes off. */
  hang(on: boolean): void;
  /** Answers every request with a redirect below `url`, before it asks for credentials; `null` ends that. */
  redirectTo(url: string | null): void;
  /** Ends open connections, hung ones too. */
  close(): Promise<void>;
}

/** Serves `root` with git's own http-backend. Needs `git` on the PATH. */
export async function startGitServer(options: GitServerOptions): Promise<GitServer> {
  const host = options.host ?? '127.0.0.1';
  const people = [options.username, ...(options.otherUsernames ?? [])];
  const accounts = new Map(Object.entries(options.accounts ?? {}));
  let password = options.password;
  let redirect: string | null = null;
  let refusals = 0;
  let gate: { opened: Promise<void>; open: () => void } | null = null;

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await gate?.opened;
    if (redirect) return end(response, 302, { location: `${redirect}${request.url}` });
    const username = [...people, ...accounts.keys()].find((name) =>
      isAuthorized(request, name, accounts.get(name) ?? password),
    );
    if (username === undefined) {
      if (request.headers.authorization !== undefined) refusals++;
      return end(response, 401, { 'www-authenticate': 'Basic realm="git"' });
    }
    await runBackend(options.root, username, request, response);
  }

  server.listen(options.port ?? 0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://${host}:${port}`,
    port,
    get refusals() {
      return refusals;
    },
    setPassword: (changed) => {
      password = changed;
    },
    hang: (on) => {
      if (on) gate ??= newGate();
      else {
        gate?.open();
        gate = null;
      }
    },
    redirectTo: (url) => {
      redirect = url?.replace(/\/$/, '') ?? null;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function newGate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

function end(response: ServerResponse, status: number, headers: Record<string, string>): void {
  response.writeHead(status, headers).end();
}

function isAuthorized(request: IncomingMessage, username: string, password: string): boolean {
  const [scheme, encoded = ''] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'basic') return false;
  const given = Buffer.from(encoded, 'base64').toString('utf8');
  return timingSafeEqual(digest(given), digest(`${username}:${password}`));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Speaks CGI (RFC 3875) to `git http-backend`; see git-http-backend(1) for the variables. */
async function runBackend(
  root: string,
  username: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  const backend = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      ...gitEnvironment(),
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: decodeURIComponent(path),
      QUERY_STRING: query,
      REQUEST_METHOD: request.method,
      REMOTE_USER: username,
      REMOTE_ADDR: request.socket.remoteAddress,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
  });
  response.once('close', () => backend.kill());

  // The backend may answer and leave before it has read everything: a broken pipe here is no failure.
  const sending = pipeline(request, backend.stdin).catch(() => undefined);
  const { status, headers } = await readCgiHead(backend.stdout);
  response.writeHead(status, headers);
  await Promise.all([sending, pipeline(backend.stdout, response)]);
}

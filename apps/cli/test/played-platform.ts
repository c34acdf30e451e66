import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo } from 'node:net';
import { BROWSERS_NAMESPACE, type ErrorCode, SOCKET_PATH } from '@sdp/protocol';
import { type Namespace, Server } from 'socket.io';

export interface Asked {
  /** As in `DELETE /session`, with the query. */
  route: string;
  body: unknown;
  authorization: string | undefined;
}

interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** The platform as far as a test plays it: a route answers what it was told to, every other one is not found. */
export class PlayedPlatform {
  readonly asked: Asked[] = [];
  /** Where command lines connect that follow something. */
  readonly browsers: Namespace;
  private readonly answers = new Map<string, (asked: Asked) => Answer>();
  private readonly sockets: Server;
  private isTokenOver = false;

  private constructor(private readonly http: HttpServer) {
    http.on('request', (request, response) => void this.take(request, response));
    this.sockets = new Server(http, { path: SOCKET_PATH });
    this.browsers = this.sockets.of(BROWSERS_NAMESPACE);
    this.browsers.use((_, next) => {
      const data = errorOf('not-signed-in', 'The token was revoked.').error;
      next(this.isTokenOver ? Object.assign(new Error(data.message), { data }) : undefined);
    });
  }

  static async start(): Promise<PlayedPlatform> {
    const http = createServer();
    const platform = new PlayedPlatform(http);
    await once(http.listen(0, '127.0.0.1'), 'listening');
    return platform;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  get routes(): string[] {
    return this.asked.map(({ route }) => route);
  }

  /** What a route answers from now on; a function is asked each time. */
  answer(route: string, body: unknown, more: Omit<Answer, 'body'> = {}): void {
    const of = typeof body === 'function' ? (body as (asked: Asked) => unknown) : () => body;
    this.answers.set(route, (asked) => ({ ...more, body: of(asked) }));
  }

  refuse(route: string, code: ErrorCode, message: string, status = 400): void {
    this.answer(route, errorOf(code, message), { status });
  }

  /** As the control plane does when a token is revoked, or ends. */
  endToken(): void {
    this.isTokenOver = true;
    this.browsers.disconnectSockets(true);
  }

  async stop(): Promise<void> {
    this.http.closeAllConnections();
    await this.sockets.close();
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const part of request.setEncoding('utf8')) text += String(part);
    const route = `${request.method} ${request.url?.replace(/^\/api/, '')}`;
    const asked: Asked = {
      route,
      body: text === '' ? null : JSON.parse(text),
      authorization: request.headers.authorization,
    };
    this.asked.push(asked);
    const { status = 200, headers, body } = this.answerTo(asked);
    response.writeHead(status, headers).end(body === undefined ? '' : JSON.stringify(body));
  }

  private answerTo(asked: Asked): Answer {
    try {
      const answer = this.answers.get(asked.route);
      return answer?.(asked) ?? { status: 404, body: errorOf('not-found', `Nobody plays ${asked.route}.`) };
    } catch (error) {
      return { status: 500, body: errorOf('internal', (error as Error).message) };
    }
  }
}

function errorOf(code: ErrorCode, message: string) {
  return { error: { code, message } };
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { answerOf, type Answer, Comments } from './documented-answers.js';

/** What somebody asked the git host for. */
export interface HostCall {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: unknown;
}

/** The state of a commit as it was asked to be shown. */
export interface ShownState {
  commit: string;
  state: string;
  key: string;
  name: string;
  description: string;
  url: string;
}

/** Instead of the documented answer. */
export interface Disturbance {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  delayMs?: number;
  /** The connection ends in the middle of the answer. */
  isCut?: boolean;
}

/**
 * Stands in for the REST API of Bitbucket Cloud and of Bitbucket Server: a real HTTP server that gives the answers of
 * their documentation, remembers what it was asked, and misbehaves on demand.
 */
export class BitbucketStandIn {
  readonly calls: HostCall[] = [];
  /** Those of them that it did. */
  private readonly taken: HostCall[] = [];
  /** Each takes the place of one answer, in turn. */
  readonly disturbances: Disturbance[] = [];
  /** Takes the place of every answer while it is there. */
  lasting: Disturbance | null = null;
  readonly comments = new Comments();
  token = 'st4nd-in-t0ken-0123456789abcdef';
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  static async start(): Promise<BitbucketStandIn> {
    const standIn = new BitbucketStandIn();
    await new Promise<void>((resolve) => standIn.server.listen(0, '127.0.0.1', resolve));
    return standIn;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Of commits, in the order in which they were taken. */
  get states(): ShownState[] {
    return this.taken.flatMap(({ method, path, body }) => {
      const commit = /\/commits?\/([0-9a-f]+)\/(?:statuses\/build|builds)$/.exec(path)?.[1];
      return method === 'POST' && commit ? [{ ...(body as Omit<ShownState, 'commit'>), commit }] : [];
    });
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const { method = '', url: path = '', headers } = request;
    const call = { method, path, headers, body: text === '' ? null : (JSON.parse(text) as unknown) };
    this.calls.push(call);
    const disturbance = this.disturbances.shift() ?? this.lasting;
    if (disturbance?.delayMs) await pause(disturbance.delayMs, undefined, { ref: false });
    this.answer(response, disturbance, () => this.documented(call));
  }

  private answer(response: ServerResponse, disturbance: Disturbance | null, usual: () => Answer): void {
    if (disturbance?.isCut) {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"id":');
      response.destroy();
      return;
    }
    const { status, body } =
      disturbance?.status === undefined ? usual() : { status: disturbance.status, body: disturbance.body };
    response.writeHead(status, { 'content-type': 'application/json', ...disturbance?.headers });
    response.end(body === undefined ? '' : JSON.stringify(body));
  }

  private documented(call: HostCall): Answer {
    if (call.headers.authorization !== `Bearer ${this.token}`)
      return {
        status: 401,
        body: { error: { message: 'Token is invalid or not supported for this endpoint.' } },
      };
    const answer = answerOf(call, this.comments);
    if (answer.status < 300) this.taken.push(call);
    return answer;
  }
}

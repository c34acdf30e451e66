import { CliError } from '../cli-error.js';
import { EXIT } from '../exit-codes.js';
import { VERSION } from '../version.js';
import { refusalIn } from './api-error.js';

/** What opens the API: a token, or for a moment the cookie of a session. */
export type Pass = { token: string } | { cookie: string } | null;

/** The REST API of one installation. */
export class Api {
  constructor(
    /** Without a slash at its end. */
    readonly address: string,
    readonly pass: Pass,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.send('GET', path);
  }

  async text(path: string): Promise<string> {
    return (await this.request('GET', path)).text();
  }

  /** @throws CliError with the platform's own words, or why it cannot be reached */
  async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const text = await (await this.request(method, path, body)).text();
    return (text === '' ? null : JSON.parse(text)) as T;
  }

  async request(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await this.fetch(method, path, body);
    if (!response.ok) throw await refusalIn(response);
    return response;
  }

  private async fetch(method: string, path: string, body: unknown): Promise<Response> {
    try {
      return await fetch(`${this.address}/api${path}`, {
        method,
        headers: {
          'user-agent': `sdp/${VERSION}`,
          ...headersOf(this.pass),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'error',
      });
    } catch (error) {
      throw unreachable(this.address, error);
    }
  }
}

export function headersOf(pass: Pass): Record<string, string> {
  if (!pass) return {};
  return 'token' in pass ? { authorization: `Bearer ${pass.token}` } : { cookie: pass.cookie };
}

const UNTRUSTED = /self.signed|unable to (get|verify)|CERT|certificate/i;

function unreachable(address: string, error: unknown): CliError {
  const { cause, message } = error as Error & { cause?: Error & { code?: string } };
  const reason = cause?.message || cause?.code || message;
  const hint = UNTRUSTED.test(`${cause?.code} ${reason}`)
    ? 'If your company has its own authority, pass its certificate with --ca <file>, or set NODE_EXTRA_CA_CERTS.'
    : 'Check the address and your network.';
  return new CliError(`${address} cannot be reached: ${reason}. ${hint}`, EXIT.noAccess);
}

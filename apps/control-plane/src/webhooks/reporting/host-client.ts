import { readPasswordFile } from '@sdp/settings';
import { type BitbucketConfig } from '../../config/config.js';
import { HostRefusal } from './host-refusal.js';

type Method = 'GET' | 'POST' | 'PUT';

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 256 * 1024;
/** A host that says "later" may mean it, but not for ever. */
const LONGEST_PAUSE_MS = 3_600_000;

/**
 * REST calls to the configured git host, and to nothing else: paths are put together from checked parts, and a redirect
 * is a refusal. The token is read from its file each time, so that a new one needs no restart.
 */
export class HostClient {
  constructor(
    private readonly config: Pick<BitbucketConfig, 'url' | 'tokenFile'>,
    private readonly timeoutMs = TIMEOUT_MS,
  ) {}

  /** The answer's body. Throws `HostRefusal`. */
  async call(method: Method, path: readonly (string | number)[], body?: object): Promise<unknown> {
    const address = `${this.config.url}/${path.map((part) => encodeURIComponent(part)).join('/')}`;
    const response = await this.send(address, method, body);
    if (!response.ok) {
      await response.body?.cancel();
      throw refusalOf(response);
    }
    return readJson(response, this.timeoutMs);
  }

  private async send(address: string, method: Method, body?: object): Promise<Response> {
    const headers = {
      authorization: `Bearer ${this.token()}`,
      accept: 'application/json',
      // Bitbucket Server refuses what might come from a browser's form.
      'x-atlassian-token': 'no-check',
      ...(body ? { 'content-type': 'application/json' } : {}),
    };
    const options = {
      method,
      headers,
      redirect: 'manual' as const,
      signal: AbortSignal.timeout(this.timeoutMs),
    };
    try {
      return await fetch(address, body ? { ...options, body: JSON.stringify(body) } : options);
    } catch (error) {
      throw new HostRefusal(`the git host does not answer: ${reasonOf(error, this.timeoutMs)}`, null);
    }
  }

  private token(): string {
    try {
      return tokenIn(readPasswordFile(this.config.tokenFile));
    } catch (error) {
      throw new HostRefusal(`SDP_BITBUCKET_TOKEN_FILE ${(error as Error).message}`, 401);
    }
  }
}

/** It becomes a header. */
function tokenIn(text: string): string {
  const token = text.trim();
  if (!/^[\x21-\x7e]+$/.test(token)) throw new Error('must name a file with a token in it');
  return token;
}

function refusalOf({ status, headers }: Response): HostRefusal {
  return new HostRefusal(wordsFor(status), status, pauseIn(headers.get('retry-after')));
}

function wordsFor(status: number): string {
  if (status === 401) return 'the git host does not take the token of SDP_BITBUCKET_TOKEN_FILE (401)';
  if (status === 403) return 'the token may not write to this repository at the git host (403)';
  if (status === 404)
    return 'the git host knows no such commit or pull request, or hides it from the token (404)';
  if (status === 429) return 'the git host is asked too often (429)';
  if (status >= 300 && status < 400)
    return `the git host redirects, which is not followed (${status}): correct SDP_BITBUCKET_URL`;
  return `the git host answered ${status}`;
}

/** Seconds, or a date. */
function pauseIn(text: string | null): number | null {
  if (text === null) return null;
  const pause = /^\d{1,6}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(pause) ? null : Math.min(Math.max(pause, 0), LONGEST_PAUSE_MS);
}

async function readJson(response: Response, timeoutMs: number): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk as Uint8Array);
      if ((size += (chunk as Uint8Array).length) > MAX_ANSWER_BYTES) throw new Error('too long an answer');
    }
    const text = Buffer.concat(chunks).toString('utf8');
    return text === '' ? null : JSON.parse(text);
  } catch (error) {
    throw new HostRefusal(`the answer of the git host cannot be read: ${reasonOf(error, timeoutMs)}`, null);
  }
}

function reasonOf(error: unknown, timeoutMs: number): string {
  const { name, message, cause } = error as Error;
  if (name === 'TimeoutError') return `not within ${timeoutMs / 1000} s`;
  const { code } = (cause ?? {}) as NodeJS.ErrnoException;
  return code ?? message;
}

import { DeployError } from '../errors.js';

/** What dockerode throws: an HTTP status of the engine, or an error code of the socket. */
interface EngineError {
  statusCode?: number;
  code?: string;
  message: string;
  json?: { message?: string };
}

const SOCKET_CODES = new Set(['ENOENT', 'ECONNREFUSED', 'EACCES', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

export function statusOf(error: unknown): number | undefined {
  return (error as EngineError).statusCode;
}

/** Translates an error of the engine. `doing`: what was tried, in words ("start the container of orders"). */
export function dockerError(error: unknown, doing: string): DeployError {
  if (error instanceof DeployError) return error;
  const { code = '', statusCode, json, message } = error as EngineError;
  const words = json?.message ?? message;
  if (SOCKET_CODES.has(code) || (statusCode === undefined && /socket hang up|aborted/.test(words))) {
    return new DeployError(
      'engine-unreachable',
      `Docker does not answer (${code || words}), so this could not be done: ${doing}. Check that the engine runs on the host.`,
      'platform',
      true,
    );
  }
  if (/no space left on device/i.test(words)) {
    return new DeployError(
      'disk-full',
      `The disk of the host is full: could not ${doing}. Free some space.`,
      'platform',
      true,
    );
  }
  if (/non-overlapping IPv4 address pool/i.test(words)) {
    return new DeployError(
      'platform-failure',
      'Docker has no address range left for one more sandbox network. Remove sandboxes, or give the engine more ranges ("default-address-pools" in daemon.json).',
      'platform',
    );
  }
  return new DeployError('container-failed', `Docker could not ${doing}: ${words.trim()}`, 'platform');
}

/** The one error that names its remedy as a command. */
export function imageMissing(image: string): DeployError {
  const archive = `${image.replace(/[^A-Za-z0-9.]+/g, '-')}.tar`;
  return new DeployError(
    'image-missing',
    `The base image "${image}" is not on this host. Load it there with: docker load -i ${archive}`,
    'platform',
    false,
    { image },
  );
}

/** Awaits an answer of the engine and translates its errors; a status in `harmless` makes it null. */
export function asked<T>(doing: string, answer: Promise<T>): Promise<T>;
export function asked<T>(
  doing: string,
  answer: Promise<T>,
  harmless: readonly number[],
  signal?: AbortSignal,
): Promise<T | null>;
export async function asked<T>(
  doing: string,
  answer: Promise<T>,
  harmless: readonly number[] = [],
  signal?: AbortSignal,
): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    signal?.throwIfAborted();
    if (harmless.includes(statusOf(error) ?? 0)) return null;
    throw dockerError(error, doing);
  }
}

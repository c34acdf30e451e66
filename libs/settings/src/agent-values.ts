import { isIP } from 'node:net';
import {
  AGENT_NAME,
  type AnnouncedRepository,
  BRANCH_NAME,
  type PortRange,
  REPOSITORY_NAME,
} from '@sdp/protocol';
import { EnvError, makeExactValidator, type ExactValidator } from 'envalid';

/** How each variable of the agent is read. Messages name the rule and never the value: it may be a secret. */

const HOST_NAME = /^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/;
const GIT_HOST = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/;
const IMAGE = /^[a-z0-9][a-z0-9._/:@-]{0,199}$/i;
/** As useradd(8) takes them. */
const USER_NAME = /^[a-z_][a-z0-9_-]{0,31}$/;
const MIN_TOKEN_LENGTH = 32;

/** Only its origin counts. */
export const webUrl = makeExactValidator((input) => {
  const url = URL.parse(input);
  if (
    url === null ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.username !== '' ||
    url.password !== ''
  )
    throw new EnvError('must be an http(s) URL without user and password');
  return url.origin;
});

export const agentName = matching(AGENT_NAME, 'must be 1 to 40 lower-case letters, digits and dashes');
export const image = matching(IMAGE, 'must be the name of a container image');

export const agentToken = makeExactValidator((input) => {
  if (input.length < MIN_TOKEN_LENGTH || new Set(input).size < 8)
    throw new EnvError(`must be a random text of at least ${MIN_TOKEN_LENGTH} characters`);
  return input;
});

export const address = makeExactValidator((input) => {
  const isBracketed = input.startsWith('[') && input.endsWith(']') && isIP(input.slice(1, -1)) === 6;
  if (!isBracketed && !HOST_NAME.test(input))
    throw new EnvError('must be a host name, an IPv4 address or an IPv6 address in brackets, no port');
  return input;
});

export const ipAddress = makeExactValidator((input) => {
  if (isIP(input) === 0) throw new EnvError('must be an IP address');
  return input;
});

export const portRange = makeExactValidator<PortRange>((input) => {
  const match = /^(\d{1,5})-(\d{1,5})$/.exec(input);
  const range = { from: Number(match?.[1]), to: Number(match?.[2]) };
  if (!(range.from >= 1024 && range.from <= range.to && range.to <= 65535))
    throw new EnvError('must be <from>-<to> within 1024 to 65535');
  return range;
});

export const gitHosts = makeExactValidator<string[]>((input) => {
  const hosts = input.split(',').map((host) => host.trim().toLowerCase());
  if (!hosts.every((host) => GIT_HOST.test(host)))
    throw new EnvError('must be a comma-separated list of host or host:port');
  return hosts;
});

export const userNames = makeExactValidator<string[]>((input) => {
  const names = input.split(',').map((name) => name.trim());
  if (!names.every((name) => USER_NAME.test(name)) || new Set(names).size < names.length)
    throw new EnvError('must be the name of a user on this host, or a comma-separated list of them');
  return names;
});

export const repositories = makeExactValidator<AnnouncedRepository[]>((input) => {
  const list = parseJson(input);
  if (!Array.isArray(list)) throw new EnvError('must be a JSON array');
  return list.map(repository);
});

/** A whole number within bounds. */
export const count = (from: number, to: number): ExactValidator<number> =>
  makeExactValidator((input) => {
    const value = /^\d{1,15}$/.test(input) ? Number(input) : Number.NaN;
    if (!(value >= from && value <= to)) throw new EnvError(`must be a whole number from ${from} to ${to}`);
    return value;
  });

/** Of a whole, from 0 to 1. */
export const share = makeExactValidator((input) => {
  const value = /^\d*\.?\d+$/.test(input) ? Number(input) : Number.NaN;
  if (!(value >= 0 && value <= 1)) throw new EnvError('must be a share from 0 to 1, as 0.85');
  return value;
});

/** https, or http where that is allowed, and nobody's name or password in it. */
export function isGitUrl(input: string, isPlainHttpAllowed: boolean): boolean {
  const url = URL.parse(input);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isPlainHttpAllowed);
}

function matching(pattern: RegExp, rule: string): ExactValidator<string> {
  return makeExactValidator((input) => {
    if (!pattern.test(input)) throw new EnvError(rule);
    return input;
  });
}

function parseJson(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    throw new EnvError('must be valid JSON');
  }
}

function repository(entry: unknown, index: number): AnnouncedRepository {
  const { name, url, stack, defaultBranch } = Object(entry) as Record<keyof AnnouncedRepository, unknown>;
  const isValid =
    typeof name === 'string' &&
    REPOSITORY_NAME.test(name) &&
    typeof url === 'string' &&
    (stack === 'go' || stack === 'php') &&
    typeof defaultBranch === 'string' &&
    BRANCH_NAME.test(defaultBranch);
  if (!isValid)
    throw new EnvError(`entry ${index + 1} needs a valid name, url, stack (go, php), defaultBranch`);
  return { name, url, stack, defaultBranch };
}

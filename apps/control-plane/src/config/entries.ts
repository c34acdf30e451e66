import ipaddr from 'ipaddr.js';

/** A key of fewer different digits than this is a placeholder, not a secret. */
const MIN_DISTINCT_DIGITS = 8;
export const AGENT_NAME = /^[a-z0-9][a-z0-9-]{0,38}$/;
const MASTER_KEY = /^[0-9a-f]{64}$/;
const HOST_PATTERN = /^(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/** Somebody's name at the git server. */
export function personOf(text: string): string {
  if (text.length > 100 || /[\s:]/.test(text)) throw new Error(`"${text}" is no name that can sign in`);
  return text;
}

/** An IP, or a network as `10.0.0.0/8`. */
export function networkOf(text: string): string {
  if (!ipaddr.isValid(text) && !ipaddr.isValidCIDR(text))
    throw new Error(`"${text}" is neither an IP nor a network like 10.0.0.0/8`);
  return text;
}

/** A host name, `*.` and a suffix, an IP or a network. */
export function hostPatternOf(text: string): string {
  const pattern = text.toLowerCase();
  return HOST_PATTERN.test(pattern) && !/^[\d.]+$/.test(pattern) ? pattern : networkOf(pattern);
}

/** The key itself never gets into the error's text. */
export function masterKeyOf(text: string): string {
  const key = text.toLowerCase();
  if (!MASTER_KEY.test(key)) throw new Error('must be 64 hex digits; make them with "openssl rand -hex 32"');
  if (new Set(key).size < MIN_DISTINCT_DIGITS || isRepeated(key))
    throw new Error('is a placeholder; make a key with "openssl rand -hex 32"');
  return key;
}

/** As `0123…f` four times over: nobody's random key looks like that. */
function isRepeated(key: string): boolean {
  return key.slice(0, 32) === key.slice(32) || '0123456789abcdef'.repeat(4).includes(key);
}

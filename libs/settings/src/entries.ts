import { AGENT_NAME, type AgentKind } from '@sdp/protocol';
import ipaddr from 'ipaddr.js';

/** A host that may connect, as configured by the operator: the token is what proves its name and kind. */
export interface ConfiguredAgent {
  name: string;
  kind: AgentKind;
  token: string;
}

const MIN_TOKEN_LENGTH = 32;
/** A key or token of fewer different characters than this is a placeholder, not a secret. */
const MIN_DISTINCT_CHARACTERS = 8;
const PLACEHOLDER = /change.?me|placeholder|your.?token/i;
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
  if (new Set(key).size < MIN_DISTINCT_CHARACTERS || isRepeated(key))
    throw new Error('is a placeholder; make a key with "openssl rand -hex 32"');
  return key;
}

/** As `0123…f` four times over: nobody's random key looks like that. */
function isRepeated(key: string): boolean {
  return key.slice(0, 32) === key.slice(32) || '0123456789abcdef'.repeat(4).includes(key);
}

/** A token of one's own making. It never gets into the error's text. */
export function secretOf(text: string): string {
  if (text.length < MIN_TOKEN_LENGTH) throw new Error(`needs at least ${MIN_TOKEN_LENGTH} characters`);
  if (PLACEHOLDER.test(text) || new Set(text).size < MIN_DISTINCT_CHARACTERS)
    throw new Error('is a placeholder; make one with "openssl rand -hex 32"');
  return text;
}

/** Where browsers come from: `https://sdp.example.com`. */
export function originOf(text: string): string {
  const { protocol, origin } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error(`"${text}" is no http(s) origin`);
  return origin;
}

/** An http(s) address without user, query and slash at its end: `https://bitbucket.example.com/context`. */
export function webAddressOf(text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
    throw new Error('must be an http(s) URL without user, password and query');
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** `name:kind:token`. Error texts name the agent, never its token. */
export function agentOf(entry: string): ConfiguredAgent {
  const [name = '', kind = '', ...rest] = entry.trim().split(':');
  const token = rest.join(':');
  if (!AGENT_NAME.test(name)) throw new Error('entries look like name:kind:token, with a lower-case name');
  if (kind !== 'micro' && kind !== 'gateway') throw new Error(`agent ${name}: kind must be micro or gateway`);
  if (token.length < MIN_TOKEN_LENGTH)
    throw new Error(`agent ${name}: its token needs at least ${MIN_TOKEN_LENGTH} characters`);
  if (PLACEHOLDER.test(token) || new Set(token).size < MIN_DISTINCT_CHARACTERS)
    throw new Error(`agent ${name}: its token is a placeholder; make one with "openssl rand -hex 32"`);
  return { name, kind, token };
}

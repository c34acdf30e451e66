import ipaddr from 'ipaddr.js';
import { type AllowList } from './allow-list.js';

/** Longest address that a route may have. */
export const MAX_URL_LENGTH = 2_000;

const FORM = /^https?:\/\/(?<host>\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?(?:[/?][\x21-\x7e]*)?$/i;
const UNSAFE_CHARACTER = /[\\#"'<>`^{|}]/;

/** What is wrong with the form of an address, in words that follow "it"; null when nothing is. */
export function malformation(text: string): string | null {
  if (text.length > MAX_URL_LENGTH) return `is longer than ${MAX_URL_LENGTH} characters`;
  const written = FORM.exec(text)?.groups?.['host'];
  const url = URL.parse(text);
  if (!written || !url || UNSAFE_CHARACTER.test(text))
    return 'is no plain http(s) address: write it as http://host:port/path, without user, password or fragment';
  if (url.hostname !== written.toLowerCase())
    return `writes its host in an unusual way: write it as ${url.hostname}`;
  return null;
}

/**
 * Why an address may not be gone to, as far as it says by itself; null when only its host's addresses can tell more.
 * Takes well-formed addresses only.
 */
export function refusalByName(text: string, allowed: AllowList): string | null {
  const host = hostOf(text);
  if (ipaddr.isValid(host)) return refusalByAddresses(text, [host], allowed);
  return allowed.namesHost(host) || allowed.hasNetworks
    ? null
    : `${host} is not on the list of allowed hosts`;
}

/** The same, once the addresses of its host are known: every single one has to be allowed. */
export function refusalByAddresses(
  text: string,
  addresses: readonly string[],
  allowed: AllowList,
): string | null {
  const host = hostOf(text);
  const refused = addresses.find((address) => !allowed.permits(address, allowed.namesHost(host)));
  if (refused === undefined) return null;
  return host === refused
    ? `${host} is not on the list of allowed hosts`
    : `${host} has the address ${refused}, which is not on the list of allowed hosts`;
}

/** Without the brackets of an IPv6 address. */
export function hostOf(text: string): string {
  return new URL(text).hostname.replace(/^\[|\]$/g, '');
}

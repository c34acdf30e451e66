import { DeployError } from '../errors.js';

/** Which remotes git may talk to. */
export interface RemotePolicy {
  /** `host`, meaning the scheme's own port, or `host:port`. */
  hosts: readonly string[];
  allowHttp: boolean;
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80' };
const PLAIN_PATH = /^(?:\/[A-Za-z0-9._~-]+)+\/?$/;

/**
 * Accepts an http(s) URL of an allowed host and returns it in its normal form. Refuses everything that git would
 * treat as something else than a plain web address: other transports, user names, options, control characters
 * (CVE-2022-25912, CVE-2024-50338). Throws `invalid-input`.
 */
export function checkRemoteUrl(text: string, policy: RemotePolicy): URL {
  const url = /^https?:\/\/[\x21-\x7e]+$/.test(text) ? URL.parse(text) : null;
  if (!url || url.username || url.password || url.search || url.hash || !PLAIN_PATH.test(url.pathname)) {
    throw refusal('is not a plain http(s) address like https://git.example.com/team/orders.git');
  }
  if (url.protocol === 'http:' && !policy.allowHttp) {
    throw refusal(
      'uses http, which would send passwords in the clear; use https (or set SDP_GIT_ALLOW_HTTP)',
    );
  }
  if (!isAllowed(url, policy.hosts)) {
    throw refusal(
      `is on the host "${url.host}", which is not in the list of allowed git hosts (SDP_GIT_HOSTS)`,
    );
  }
  return url;
}

/** `host:port` of a URL, as the allow-list wants it. */
export function hostWithPort(url: URL): string {
  return `${url.hostname}:${url.port || DEFAULT_PORTS[url.protocol]}`;
}

function isAllowed(url: URL, hosts: readonly string[]): boolean {
  const isOnOwnPort = url.port === '';
  return hosts.some((entry) => {
    const allowed = entry.toLowerCase();
    return allowed === hostWithPort(url) || (isOnOwnPort && allowed === url.hostname);
  });
}

function refusal(why: string): DeployError {
  return new DeployError('invalid-input', `The repository's URL ${why}.`, 'app');
}

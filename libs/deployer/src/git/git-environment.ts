import { type GitCredentials } from '@sdp/protocol';

/** Nobody's settings, and no questions asked. */
export const ISOLATION: Readonly<Record<string, string>> = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_PROTOCOL_FROM_USER: '0',
};

/** Fixed settings, none of which a repository can change. Low speed: under 1 kB/s for 30 s ends a transfer. */
const SETTINGS: readonly (readonly [string, string])[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.askPass', ''],
  ['credential.helper', ''],
  ['http.followRedirects', 'false'],
  ['http.lowSpeedLimit', '1000'],
  ['http.lowSpeedTime', '30'],
  ['submodule.recurse', 'false'],
  ['gc.auto', '0'],
  ['protocol.version', '2'],
  ['advice.detachedHead', 'false'],
];

export interface GitEnvironmentOptions {
  /** What every child starts from, see `childEnvironment`. */
  base: Readonly<Record<string, string>>;
  allowHttp: boolean;
  /** The header goes to this remote's origin only. */
  remote?: { url: URL; credentials: GitCredentials };
}

/**
 * The whole environment of a git process. Credentials travel as an `Authorization` header in a setting that is
 * passed through `GIT_CONFIG_*` variables: not in argv, which every user can read, and in no file. The setting is
 * scoped to the remote's origin, and redirects are refused, so no other host ever sees it (CVE-2020-5260).
 */
export function gitEnvironment({ base, allowHttp, remote }: GitEnvironmentOptions): Record<string, string> {
  const settings = [...SETTINGS];
  if (remote) {
    settings.push([`http.${remote.url.origin}/.extraHeader`, authorization(remote.credentials)]);
  }
  return {
    ...base,
    ...ISOLATION,
    GIT_ALLOW_PROTOCOL: allowHttp ? 'https:http' : 'https',
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
}

function authorization({ username, password }: GitCredentials): string {
  return `Authorization: Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** With what the agent reads git when nobody's credentials came along. The password is read when it is used. */
export interface GitAccessSettings {
  readonly user: string;
  readonly passwordFile: string;
  /** `host` or `host:port`: no other git server ever gets the password. */
  readonly hosts: readonly string[];
}

export interface GitAccessEnvironment {
  SDP_GIT_READ_USER: string | undefined;
  SDP_GIT_READ_PASSWORD_FILE: string | undefined;
  SDP_GIT_READ_HOSTS: readonly string[];
}

/** What is wrong with the variables taken together. `hosts`: those that git may talk to at all. */
export function gitAccessProblems(env: GitAccessEnvironment, hosts: readonly string[]): string[] {
  const { SDP_GIT_READ_USER: user, SDP_GIT_READ_PASSWORD_FILE: file, SDP_GIT_READ_HOSTS: named } = env;
  if (user !== undefined && file === undefined)
    return ['SDP_GIT_READ_PASSWORD_FILE: is required along with SDP_GIT_READ_USER'];
  if (user === undefined)
    return file === undefined && named.length === 0
      ? []
      : ['SDP_GIT_READ_USER: is required along with SDP_GIT_READ_PASSWORD_FILE'];
  const isOpen = named.length === 0 && hosts.length !== 1;
  return isOpen
    ? ['SDP_GIT_READ_HOSTS: must say which git hosts get the password, since there is more than one']
    : [];
}

/** Null when the agent has no access of its own. */
export function gitAccessSettings(
  env: GitAccessEnvironment,
  hosts: readonly string[],
): GitAccessSettings | null {
  const { SDP_GIT_READ_USER: user, SDP_GIT_READ_PASSWORD_FILE: file, SDP_GIT_READ_HOSTS: named } = env;
  if (user === undefined || file === undefined) return null;
  return Object.freeze({ user, passwordFile: file, hosts: Object.freeze(named.length > 0 ? named : hosts) });
}

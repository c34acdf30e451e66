/** What stands between callers and the ports of this host, and has to be sound before an exchange behind it. */
export interface Front {
  /** Called once the host is made ready. Never throws. */
  begin(): Promise<void>;
  /** Throws `DeployError` when it is not: then nothing is exchanged, and what serves goes on. */
  assertInOrder(): Promise<void>;
}

/** What the shell is told. Documented in docs/cli.md: scripts rely on it. */
export const EXIT = {
  ok: 0,
  /** The deployment failed, or the platform refused what was asked for. */
  failed: 1,
  usage: 2,
  /** The deployment was canceled, or superseded by a newer one. */
  canceled: 3,
  /** The deployment's agent was lost. */
  lost: 4,
  /** The control plane cannot be reached, or does not let us in. */
  noAccess: 5,
  /** It did not end within `--timeout`; it goes on. */
  timedOut: 6,
  /** Left with Ctrl-C; what was started goes on. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

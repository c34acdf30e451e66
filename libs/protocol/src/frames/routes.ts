/** `routes:probe`: an HTTP request to each target from the agent's host; redirects are not followed. */
export interface ProbeRoutesFrame {
  targets: string[];
  /** Those of them that the platform or ops vouch for. The others are not looked at on the host itself, or on its link. */
  trusted?: string[];
}

/**
 * `switch:set`: every sandbox that the switch shall know, whole; `hostPort` is its gateway's, null while it has none.
 * Answered with `null` once it is effective, or with `switch-refused` and nginx's words.
 */
export interface SwitchFrame {
  sandboxes: { name: string; hostPort: number | null }[];
}

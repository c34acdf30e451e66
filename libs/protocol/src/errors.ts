/** Every error code that can reach a person or a program. The control plane maps each to one HTTP status. */
export const ERROR_CODES = [
  // requests
  'invalid-input',
  'not-signed-in',
  'forbidden',
  'not-found',
  'conflict',
  'name-taken',
  'in-use',
  'too-many-attempts',
  'signature-invalid',
  'too-large',
  'internal',
  // said in its place: by a proxy, by the admin
  'control-plane-away',
  // agents and dispatch
  'no-agent',
  'agent-unreachable',
  'agent-timeout',
  'agent-restarted',
  'stale-epoch',
  'no-free-port',
  'deployment-active',
  'lease-expired',
  'deadline-exceeded',
  'dependency-failed',
  'release-gone',
  // routes
  'url-not-allowed',
  'switch-refused',
  // git
  'credentials-rejected',
  'credentials-needed',
  'git-access-missing',
  'git-access-refused',
  'repository-unreachable',
  'repository-unknown',
  'branch-unknown',
  'commit-unknown',
  'git-failed',
  // preflight, build, run
  'stack-unknown',
  'stack-mismatch',
  'toolchain-missing',
  'toolchain-too-old',
  'extension-missing',
  'image-missing',
  'disk-full',
  'port-in-use',
  'build-failed',
  'container-failed',
  'container-exited',
  'never-healthy',
  'engine-unreachable',
  'step-timeout',
  'canceled',
  'platform-failure',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Whose fault it is: the deployed application's, or the platform's. */
export type Blame = 'app' | 'platform';

/** An error as it crosses a wire. `message` says what happened, to what, and what to do next; never a secret. */
export interface WireError {
  code: ErrorCode;
  message: string;
  details?: Readonly<Record<string, unknown>>;
  blame?: Blame;
  /** Whether the same request may succeed when tried again unchanged. */
  retryable?: boolean;
}

/** The answer to every socket request, both ways. */
export type Ack<T> = { ok: true; value: T } | { ok: false; error: WireError };

/**
 * The body of every REST error. The server's log lines about the request have its `requestId`, as the header
 * `X-Request-Id` does. `errorId` is set for code `internal` only: the line with the reason has the same id.
 */
export interface ErrorBody {
  error: WireError & { errorId?: string; requestId?: string };
}

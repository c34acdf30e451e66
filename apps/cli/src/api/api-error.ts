import { type ErrorBody, type ErrorCode, type WireError } from '@sdp/protocol';
import { CliError } from '../cli-error.js';
import { EXIT, type ExitCode } from '../exit-codes.js';

const EXIT_OF: Partial<Record<ErrorCode, ExitCode>> = {
  'not-signed-in': EXIT.noAccess,
  'credentials-rejected': EXIT.noAccess,
  'too-many-attempts': EXIT.noAccess,
  'no-agent': EXIT.noAccess,
  'control-plane-away': EXIT.noAccess,
};

/** A refusal of the platform, in its own words. */
export class ApiError extends CliError {
  override readonly name = 'ApiError';

  constructor(readonly error: WireError) {
    super(error.message, EXIT_OF[error.code] ?? EXIT.failed, problemsIn(error));
  }

  get code(): ErrorCode {
    return this.error.code;
  }
}

export async function refusalIn(response: Response): Promise<CliError> {
  const text = await response.text();
  try {
    const { error } = JSON.parse(text) as ErrorBody;
    if (typeof error.code === 'string' && typeof error.message === 'string') return new ApiError(error);
  } catch {
    // Not ours: a proxy in between, or another program.
  }
  const message = `${response.url} answered ${response.status}, and not as SDP does. Is this its address?`;
  return new CliError(message, EXIT.noAccess);
}

/** Problems of a template or a `.env` file come with their lines. */
function problemsIn({ details }: WireError): string[] {
  const problems = details?.['problems'];
  if (!Array.isArray(problems)) return [];
  return problems.map((problem: unknown) => {
    if (typeof problem !== 'object' || problem === null) return String(problem);
    const { line, message } = problem as { line?: number; message?: string };
    return line === undefined ? (message ?? JSON.stringify(problem)) : `line ${line}: ${message}`;
  });
}

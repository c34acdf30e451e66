import { type DeploymentState, TERMINAL_DEPLOYMENT_STATES } from '@sdp/protocol';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { type Colour } from '../output/colours.js';

export function isOver(state: DeploymentState): boolean {
  return (TERMINAL_DEPLOYMENT_STATES as readonly string[]).includes(state);
}

export function exitCodeOf(state: DeploymentState): ExitCode {
  if (state === 'succeeded') return EXIT.ok;
  if (state === 'canceled' || state === 'superseded') return EXIT.canceled;
  return state === 'lost' ? EXIT.lost : EXIT.failed;
}

/** Of several, what is worst: a failure, then what was lost, then what was canceled. */
export function worstOf(codes: readonly ExitCode[]): ExitCode {
  const order: readonly ExitCode[] = [EXIT.failed, EXIT.lost, EXIT.canceled];
  return order.find((code) => codes.includes(code)) ?? EXIT.ok;
}

export function colourOf(state: string | null): Colour | undefined {
  if (state === 'succeeded' || state === 'running' || state === 'in-sync') return 'green';
  if (state === 'failed' || state === 'lost' || state === 'exited' || state === 'unhealthy') return 'red';
  return state === null || state === 'canceled' || state === 'superseded' ? 'dim' : 'yellow';
}

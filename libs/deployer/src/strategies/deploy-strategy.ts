import { type Stack } from '@sdp/protocol';

/** How the services of one stack are built and run. */
export interface DeployStrategy {
  readonly stack: Stack;
}

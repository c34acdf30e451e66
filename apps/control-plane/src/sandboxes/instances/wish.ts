import { type DesiredState, type ObservedState } from '@sdp/protocol';

/** What is wished for an instance as things are: its own wish stays as it is while the sandbox is stopped. */
export function wishOf(
  { desired }: { desired: DesiredState },
  { isStopped }: { isStopped: boolean },
): DesiredState {
  return desired === 'running' && isStopped ? 'stopped' : desired;
}

/** Changes nothing about it. */
export function wishToLeave({ observed }: { observed: ObservedState }): DesiredState {
  return observed === 'exited' ? 'stopped' : 'running';
}

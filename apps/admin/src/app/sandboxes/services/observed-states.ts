import { type ObservedState } from '@sdp/protocol';
import { type Tone } from '../../ui/chip';

/** How an instance's observed state is said and shown. */
export const OBSERVED: Readonly<Record<ObservedState, { word: string; tone: Tone }>> = {
  running: { word: 'Running', tone: 'ok' },
  unhealthy: { word: 'Unhealthy', tone: 'warn' },
  exited: { word: 'Exited', tone: 'bad' },
  missing: { word: 'Not running', tone: 'idle' },
  unknown: { word: 'Unknown', tone: 'idle' },
};

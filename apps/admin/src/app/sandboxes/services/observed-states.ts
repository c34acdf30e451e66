import { type ObservedState, type ServiceInstanceView } from '@sdp/protocol';
import { type Tone } from '../../ui/chip';

/** How an instance's observed state is said and shown. */
export const OBSERVED: Readonly<Record<ObservedState, { word: string; tone: Tone }>> = {
  running: { word: 'Running', tone: 'ok' },
  unhealthy: { word: 'Unhealthy', tone: 'warn' },
  exited: { word: 'Exited', tone: 'bad' },
  missing: { word: 'Not running', tone: 'idle' },
  unknown: { word: 'Unknown', tone: 'idle' },
};

/** The same of one instance: what was stopped on purpose is no failure. */
export function observedText({
  observed,
  desired,
  exitCode,
}: Pick<ServiceInstanceView, 'observed' | 'desired' | 'exitCode'>): { word: string; tone: Tone } {
  if (desired === 'removed') return { word: 'Removing', tone: 'warn' };
  if (desired === 'stopped' && (observed === 'missing' || observed === 'exited'))
    return { word: 'Stopped', tone: 'idle' };
  if (observed === 'exited' && exitCode !== null) return { word: `Exited with ${exitCode}`, tone: 'bad' };
  return OBSERVED[observed];
}

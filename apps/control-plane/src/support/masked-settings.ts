import { CONTROL_PLANE } from '@sdp/settings';
import { HIDDEN } from './scrubbing.js';

/** Only what we know to be a setting, and of that no secret. */
export function maskedSettings(environment: NodeJS.ProcessEnv): string[] {
  return Object.entries(CONTROL_PLANE.variables)
    .filter(([name]) => environment[name] !== undefined)
    .map(([name, setting]) => `${name}=${'isSecret' in setting ? HIDDEN : environment[name]}`);
}

/** Every value that must not be shown, and the tokens in it one by one. */
export function secretValues(environment: NodeJS.ProcessEnv): string[] {
  return Object.entries(CONTROL_PLANE.variables)
    .filter(([, setting]) => 'isSecret' in setting)
    .flatMap(([name]) => environment[name] ?? [])
    .flatMap((value) => [value, ...value.split(/[,:]/)])
    .filter((value) => value.length >= 12);
}

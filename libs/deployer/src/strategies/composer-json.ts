import { DeployError } from '../errors.js';

/** Extensions named in `require` of a composer.json (`ext-*`), in lower case. Throws `stack-mismatch` when it is no JSON. */
export function requiredExtensions(composerJson: string): string[] {
  const required = parse(composerJson)['require'];
  return Object.keys(isObject(required) ? required : {})
    .filter((name) => name.toLowerCase().startsWith('ext-'))
    .map((name) => name.slice('ext-'.length).toLowerCase())
    .sort();
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // said below
  }
  throw new DeployError('stack-mismatch', 'composer.json is not a JSON object. Correct it.', 'app');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

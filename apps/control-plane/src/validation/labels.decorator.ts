import { LABEL } from '@sdp/protocol';
import { IsTextMap } from './text-map.decorator.js';

export const MAX_LABELS = 30;

/** Keys and values by which sandboxes are found. */
export function IsLabels(): PropertyDecorator {
  const example = { team: 'checkout', ticket: 'SHOP-123' };
  return IsTextMap('isLabels', { example, pattern: LABEL.source }, problemOf);
}

function problemOf(entries: readonly [string, unknown][]): string | null {
  if (entries.length > MAX_LABELS) return `must not have more than ${MAX_LABELS} entries`;
  const bad = entries.flat().find((text) => typeof text !== 'string' || !LABEL.test(text));
  if (bad === undefined) return null;
  return `has ${JSON.stringify(bad)?.slice(0, 80)}; keys and values are 1 to 60 letters, digits and ._-/, starting with a letter or digit`;
}

import { type ValidatorFn } from '@angular/forms';
import { LABEL } from '../../names/names';

/** `team: shop, ticket: SHOP-12` as people type it. */
export function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ');
}

/** What was typed; undefined where a part of it is no label. */
export function parseLabels(text: string): Record<string, string> | undefined {
  const pairs = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => part.split(/\s*[:=]\s*/));
  const areLabels = pairs.every(
    ([key = '', value = '', ...rest]) => LABEL.test(key) && LABEL.test(value) && rest.length === 0,
  );
  return areLabels ? (Object.fromEntries(pairs) as Record<string, string>) : undefined;
}

export const labelsValidator: ValidatorFn = ({ value }) =>
  parseLabels(value as string) ? null : { labels: true };

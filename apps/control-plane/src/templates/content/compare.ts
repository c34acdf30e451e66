import { type TemplateComparison, type TemplateContent } from '@sdp/protocol';
import { isSame, type Setting, type Settings, settingsOf, textOf } from './settings.js';

type Difference = TemplateComparison['differences'][number];

/** Everything that two contents say differently. The order of services and variables is no difference. */
export function compareContents(from: TemplateContent, to: TemplateContent): TemplateComparison {
  return { differences: differencesBetween(settingsOf(from), settingsOf(to)) };
}

export function differencesBetween(from: Settings, to: Settings): Difference[] {
  return [...new Set([...from.keys(), ...to.keys()])]
    .filter((key) => !isSame(from.get(key), to.get(key)))
    .map((key) => difference(from.get(key), to.get(key)));
}

export function difference(from: Setting | undefined, to: Setting | undefined): Difference {
  const path = (from ?? to)?.path ?? [];
  return { path: path.join('.'), from: textOf(from), to: textOf(to) };
}

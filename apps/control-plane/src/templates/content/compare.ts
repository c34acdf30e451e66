import { type TemplateComparison, type TemplateContent } from '@sdp/protocol';
import { isSame, PARTS, type Setting, type Settings, settingsOf, textOf } from './settings.js';

type Located = Pick<Setting, 'path'>;

/** Everything that two contents say differently. The order of services and variables is no difference. */
export function compareContents(from: TemplateContent, to: TemplateContent): TemplateComparison {
  return compareSettings(settingsOf(from), settingsOf(to));
}

/** Only under these keys, when some are given. */
export function compareSettings(
  from: Settings,
  to: Settings,
  keys: Iterable<string> = [...from.keys(), ...to.keys()],
): TemplateComparison {
  const differences = [...new Set(keys)]
    .filter((key) => !isSame(from.get(key), to.get(key)))
    .map((key) => ({ from: from.get(key), to: to.get(key), path: (from.get(key) ?? to.get(key))!.path }))
    .sort(byPart);
  return {
    differences: differences.map((one) => ({
      path: one.path.join('.'),
      from: textOf(one.from),
      to: textOf(one.to),
    })),
  };
}

/** What is about one service stays together. */
function byPart(
  { path: [part, name = ''] }: Located,
  { path: [otherPart, otherName = ''] }: Located,
): number {
  return rankOf(part) - rankOf(otherPart) || name.localeCompare(otherName);
}

function rankOf(part: string | undefined): number {
  return PARTS.findIndex((one) => one === part);
}

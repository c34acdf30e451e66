/** The groups of the palette, in the order in which they stand while nothing is typed. */
export const GROUPS = {
  here: 'Here',
  action: 'Actions',
  page: 'Pages',
  sandbox: 'Sandboxes',
  template: 'Templates',
  environment: 'Environments',
  deployment: 'Deployments',
} as const;
export type Group = keyof typeof GROUPS;

/** Something to go to, or to do. */
export interface PaletteEntry {
  /** Tells it from all others, today and tomorrow: `sandbox:<id>/stop`. */
  key: string;
  group: Group;
  name: string;
  /** Tells it from others of the same name; found as well. */
  about: string;
  /** Shown only once something is typed: there may be many. */
  isFurther?: boolean;
  /** Removes or takes back something, or ends the session: is not offered again as a thing done recently. */
  isFinal?: boolean;
  /** Reads what is inside, where that takes a request. */
  enter?: () => void;
  /** What can be done with it. */
  inside?: () => readonly PaletteEntry[];
  /** Absent where there is only what is inside. */
  run?: () => unknown;
}

const MOST = 20;
const RECENT = 0.5;

/** All words are found: the best first; what was done recently before its equals. Without any word, all of them. */
export function search(
  entries: readonly PaletteEntry[],
  typed: string,
  recent: readonly string[] = [],
): PaletteEntry[] {
  const words = wordsOf(typed);
  if (words.length === 0) return entries.filter(({ isFurther }) => !isFurther);
  const bonus = new Set(recent);
  return entries
    .map((entry) => ({ entry, score: scoreOf(entry, words) }))
    .filter(({ score }) => score > 0)
    .map(({ entry, score }) => ({ entry, score: score + (bonus.has(entry.key) ? RECENT : 0) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ entry }) => entry);
}

export function wordsOf(typed: string): string[] {
  return typed.toLowerCase().split(/\s+/).filter(Boolean);
}

/** 0: a word is missing. The whole name is better than its beginning, that than a word's, and that than a part. */
function scoreOf({ group, name, about }: PaletteEntry, words: string[]): number {
  const text = name.toLowerCase();
  const all = `${text} ${about} ${GROUPS[group]}`.toLowerCase();
  if (!words.every((word) => all.includes(word))) return 0;
  const typed = words.join(' ');
  if (text === typed) return 4;
  if (text.startsWith(typed)) return 3;
  return words.every((word) => text.split(/[\s/@-]+/).some((part) => part.startsWith(word))) ? 2 : 1;
}

/** Something to go to, or to do. */
export interface PaletteEntry {
  kind: 'Action' | 'Page' | 'Sandbox' | 'Template' | 'Deployment';
  name: string;
  /** Tells it from others of the same name; found as well. */
  about: string;
  /** Shown only once something is typed: there may be many. */
  isFurther?: boolean;
  run: () => unknown;
}

const MOST = 12;

/** What matches all the words, the best first; without any, what one starts with. */
export function search(entries: readonly PaletteEntry[], typed: string): PaletteEntry[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries.filter(({ isFurther }) => !isFurther).slice(0, MOST);
  return entries
    .map((entry) => ({ entry, score: scoreOf(entry, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ entry }) => entry);
}

/** 0: a word is missing. The whole name is better than its beginning, that than a word's, and that than a part. */
function scoreOf({ kind, name, about }: PaletteEntry, words: string[]): number {
  const text = name.toLowerCase();
  const all = `${text} ${about} ${kind}`.toLowerCase();
  if (!words.every((word) => all.includes(word))) return 0;
  const typed = words.join(' ');
  if (text === typed) return 4;
  if (text.startsWith(typed)) return 3;
  return words.every((word) => text.split(/[\s/@-]+/).some((part) => part.startsWith(word))) ? 2 : 1;
}

import { type Group, GROUPS, type PaletteEntry } from './palette-entries';

export interface ShownGroup {
  name: string;
  /** With the place of each among all that is shown. */
  entries: { entry: PaletteEntry; index: number }[];
}

/** Those of a group stand together, where the first of them is. `first` come before all, under a heading of theirs. */
export function grouped(entries: readonly PaletteEntry[], first: readonly PaletteEntry[] = []): ShownGroup[] {
  const known = new Set(first.map(({ key }) => key));
  const groups = new Map<Group, PaletteEntry[]>();
  for (const entry of entries)
    if (!known.has(entry.key)) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  const lists = [
    { name: 'Recent', list: first },
    ...[...groups].map(([group, list]) => ({ name: GROUPS[group], list })),
  ].filter(({ list }) => list.length > 0);
  let index = 0;
  return lists.map(({ name, list }) => ({
    name,
    entries: list.map((entry) => ({ entry, index: index++ })),
  }));
}

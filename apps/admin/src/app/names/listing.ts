/** Nobody reads more names than that; the others are counted. */
const NAMED = 8;

/** `1 service`, `3 services`. */
export function counted(count: number, single: string, several = `${single}s`): string {
  return `${count} ${count === 1 ? single : several}`;
}

/** `a, b and c`; `a, b, … and 12 others`. */
export function someOf(names: readonly string[], most = NAMED): string {
  const others = names.length - most;
  const shown = others > 1 ? [...names.slice(0, most), `${others} others`] : names;
  return new Intl.ListFormat('en-GB').format(shown);
}

/** `${name}` stands for a parameter; `$${` is a plain `${`. Whatever else begins with `${` is a mistake. */
const MARK = /\$\$\{|\$\{([a-z][a-z0-9_]{0,39})\}|\$\{[^}\s]{0,40}\}?/g;

export interface Placeholder {
  /** As it is written, e.g. `${ticket}`. */
  text: string;
  /** The parameter; null when it is no name of one. */
  name: string | null;
}

export function placeholdersIn(text: string): Placeholder[] {
  return [...text.matchAll(MARK)]
    .filter(([mark]) => mark !== '$${')
    .map(([mark, name]) => ({ text: mark, name: name ?? null }));
}

/** Puts values in; what has none stays as it is written. */
export function fillIn(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(MARK, (mark: string, name: string | undefined) => {
    if (mark === '$${') return '${';
    return (name === undefined ? undefined : values.get(name)) ?? mark;
  });
}

/** Writes text so that `fillIn` gives it back. */
export function escapePlaceholders(text: string): string {
  return text.replaceAll('${', () => '$${');
}

/** Where something stands. */
export interface Place {
  /** E.g. `services.0.branch`. */
  path: string;
  /** What it is called in a sentence, e.g. `branch`. */
  name: string;
  /** Offset in the text it was read from, where there is one. */
  offset?: number;
  /** Offset of its end. */
  end?: number;
}

export interface LocatedScalar {
  kind: 'scalar';
  place: Place;
  /** Null when it cannot be read as text. */
  text: string | null;
  /** Null when it is no number. */
  number: number | null;
  /** Null when it is neither true nor false. */
  flag: boolean | null;
  /** Nothing is there. */
  isNull: boolean;
}
export interface LocatedList {
  kind: 'list';
  place: Place;
  items: Located[];
}
export interface LocatedMap {
  kind: 'map';
  place: Place;
  entries: LocatedEntry[];
}
export interface LocatedEntry {
  key: string;
  keyPlace: Place;
  value: Located;
}

/** A value and everything in it, each with its place: JSON and YAML are checked as the same. */
export type Located = LocatedScalar | LocatedList | LocatedMap;

export interface Problem {
  place: Place;
  /** A sentence without a full stop. */
  message: string;
  /** Text within the place that it is about, e.g. a placeholder. */
  near?: string;
  /** It cannot be said for sure while the rest cannot be read. */
  needsWhole?: boolean;
}

/** What stands under a path of keys and indexes. */
export function find(root: Located | undefined, ...path: (string | number)[]): Located | undefined {
  return path.reduce<Located | undefined>((node, step) => {
    if (node?.kind === 'list' && typeof step === 'number') return node.items[step];
    if (node?.kind === 'map') return node.entries.find(({ key }) => key === step)?.value;
    return undefined;
  }, root);
}

/** As a name in a sentence: a value that is not too long, without control characters. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

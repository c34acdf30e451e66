import { find, type Located, type Problem, quoted } from './located.js';
import { didYouMean } from './suggestions.js';

/** Keys and indexes that lead to a value. */
export type Path = readonly (string | number)[];

/** Collects what is wrong in a tree, by what it is and where it stands. */
export class Findings {
  constructor(
    private readonly root: Located,
    private readonly report: (problem: Problem) => void,
  ) {}

  at(...path: Path): Located | undefined {
    return find(this.root, ...path);
  }

  /** At the root when nothing stands under the path. */
  tell(path: Path, message: string, more: Partial<Problem> = {}): void {
    this.report({ place: (this.at(...path) ?? this.root).place, message, ...more });
  }

  /** That a name is one of those that exist. */
  known(what: string, name: string | undefined, names: ReadonlySet<string>, path: Path): void {
    if (name === undefined || names.has(name)) return;
    this.tell(path, `there is no ${what} ${quoted(name)}${didYouMean(name, names)}`, { needsWhole: true });
  }

  /** That no text is there twice; told at the second one. */
  eachOnce(entries: readonly [string | undefined, Path][] = []): void {
    const seen = new Set<string>();
    for (const [name, path] of entries) {
      if (name === undefined) continue;
      if (seen.has(name)) this.tell(path, `${quoted(name)} is there twice`);
      seen.add(name);
    }
  }
}

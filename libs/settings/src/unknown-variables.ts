import { AGENT } from './agent.js';
import { CONTROL_PLANE } from './control-plane.js';

const OURS = /^SDP_(?!TEST_)/;
/** So many letters wrong, and it was another word that was meant. */
const MAX_DISTANCE = 3;

/** Of any program: hosts may give all of theirs the same variables. */
const KNOWN = [...Object.keys(CONTROL_PLANE.variables), ...Object.keys(AGENT.variables)];

/** A sentence for every `SDP_` variable that no program reads: most likely a slip, which nothing else would show. */
export function unknownVariables(environment: NodeJS.ProcessEnv, known: readonly string[] = KNOWN): string[] {
  return Object.keys(environment)
    .filter((name) => OURS.test(name) && !known.includes(name))
    .sort()
    .map((name) => {
      const near = nearest(name, known);
      return `${name} is no setting of SDP${near ? `; did you mean ${near}?` : '; docs/settings.md lists all of them.'}`;
    });
}

function nearest(name: string, known: readonly string[]): string | null {
  const [best] = known
    .map((candidate) => ({ candidate, distance: distanceOf(name, candidate) }))
    .sort((one, other) => one.distance - other.distance);
  return best && best.distance <= MAX_DISTANCE ? best.candidate : null;
}

/** Letters to add, drop, change or swap with their neighbour (Damerau and Levenshtein, optimal string alignment). */
export function distanceOf(from: string, to: string): number {
  const rows: number[][] = [[...to, ''].map((_, column) => column)];
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const change = from[row - 1] === to[column - 1] ? 0 : 1;
      const isSwap =
        row > 1 &&
        column > 1 &&
        from[row - 1] === to[column - 2] &&
        from[row - 2] === to[column - 1] &&
        change === 1;
      current[column] = Math.min(
        rows[row - 1]![column]! + 1,
        current[column - 1]! + 1,
        rows[row - 1]![column - 1]! + change,
        isSwap ? rows[row - 2]![column - 2]! + 1 : Infinity,
      );
    }
    rows.push(current);
  }
  return rows[from.length]![to.length]!;
}

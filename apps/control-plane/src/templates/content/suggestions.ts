const FARTHEST = 2;

/** The name that was probably meant, as an end of a sentence; empty when none is near. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const limit = name.length < 5 ? 1 : FARTHEST;
  const [nearest] = [...known]
    .map((candidate) => ({ candidate, distance: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter((one) => one.distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  return nearest ? `; did you mean ${JSON.stringify(nearest.candidate)}?` : '';
}

/** Characters to insert, remove or exchange, or neighbours to swap, to make one text the other; Infinity for many. */
function distance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > FARTHEST) return Infinity;
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        last[column]! + 1,
        current[column - 1]! + 1,
        last[column - 1]! + (isSame ? 0 : 1),
        isSwap ? beforeLast[column - 2]! + 1 : Infinity,
      );
    }
    if (Math.min(...current) > FARTHEST) return Infinity;
    [beforeLast, last] = [last, current];
  }
  return last[to.length]!;
}

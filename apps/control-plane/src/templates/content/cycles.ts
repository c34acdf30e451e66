/** One way around in a graph of who depends on whom, e.g. `[a, b, a]`; null when there is none. */
export function findCycle(dependencies: ReadonlyMap<string, readonly string[]>): string[] | null {
  const finished = new Set<string>();

  const follow = (name: string, path: string[]): string[] | null => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (finished.has(name)) return null;
    for (const next of dependencies.get(name) ?? []) {
      const cycle = follow(next, [...path, name]);
      if (cycle) return cycle;
    }
    finished.add(name);
    return null;
  };

  for (const name of dependencies.keys()) {
    const cycle = follow(name, []);
    if (cycle) return cycle;
  }
  return null;
}

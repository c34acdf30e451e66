/** A service, and the services that are deployed before it. */
export interface Dependent {
  name: string;
  dependsOn: readonly string[];
}

/** What is wrong with the dependencies among `services`, in words; null when nothing is. */
export function dependencyProblem(services: readonly Dependent[]): string | null {
  const names = new Set(services.map(({ name }) => name));
  for (const { name, dependsOn } of services) {
    const unknown = dependsOn.find((dependency) => !names.has(dependency));
    if (unknown !== undefined) return `${name} depends on ${unknown}, which is no service of the sandbox`;
  }
  const cycle = cycleAmong(services);
  return cycle && `the dependencies go round in a circle: ${cycle.join(' → ')}`;
}

/** Everything that a service depends on, directly or through others; unknown names lead nowhere. */
export function dependenciesOf(service: string, services: readonly Dependent[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string) => {
    for (const dependency of services.find((one) => one.name === name)?.dependsOn ?? []) {
      if (found.has(dependency)) continue;
      found.add(dependency);
      visit(dependency);
    }
  };
  visit(service);
  return found;
}

/** The services of one circle, the first again at its end; null when there is none. */
export function cycleAmong(services: readonly Dependent[]): string[] | null {
  const done = new Set<string>();
  const pathTo = (name: string, path: readonly string[]): string[] | null => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (done.has(name)) return null;
    for (const next of services.find((one) => one.name === name)?.dependsOn ?? []) {
      const cycle = pathTo(next, [...path, name]);
      if (cycle) return cycle;
    }
    done.add(name);
    return null;
  };
  for (const { name } of services) {
    const cycle = pathTo(name, []);
    if (cycle) return cycle;
  }
  return null;
}

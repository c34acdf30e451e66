/** Where a variable's value comes from. */
export interface VariableLayer {
  name: 'sandbox' | 'instance' | 'routes' | 'platform';
  values: Readonly<Record<string, string>>;
}

export interface ResolvedVariable {
  value: string;
  /** The layer that had the last word. */
  layer: VariableLayer['name'];
}

/** Merges layers, lowest first. */
export function resolveVariables(layers: readonly VariableLayer[]): ReadonlyMap<string, ResolvedVariable> {
  const resolved = new Map<string, ResolvedVariable>();
  for (const { name: layer, values } of layers)
    for (const [name, value] of Object.entries(values)) resolved.set(name, { value, layer });
  return resolved;
}

export function valuesOf(variables: ReadonlyMap<string, ResolvedVariable>): Record<string, string> {
  return Object.fromEntries([...variables].map(([name, { value }]) => [name, value]));
}

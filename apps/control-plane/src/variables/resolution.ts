import { type ResolvedVariableView, type VariableLayer } from '@sdp/protocol';

/** The variables of one layer. */
export interface LayerValues {
  layer: VariableLayer;
  values: Readonly<Record<string, string>>;
  secretNames?: ReadonlySet<string>;
}

export interface LayeredValue {
  layer: VariableLayer;
  value: string;
  isSecret: boolean;
}

/** A variable, the layer that had the last word, and what that hides of the layers below, nearest first. */
export interface ResolvedVariable extends LayeredValue {
  name: string;
  hides: readonly LayeredValue[];
}

/** Merges layers, lowest first; sorted by name. Those that are `withdrawn` are left out, whichever layer has them. */
export function resolveVariables(
  layers: readonly LayerValues[],
  withdrawn: readonly string[] = [],
): ResolvedVariable[] {
  const stacks = new Map<string, LayeredValue[]>();
  for (const { layer, values, secretNames } of layers)
    for (const [name, value] of Object.entries(values)) {
      const isSecret = secretNames?.has(name) ?? false;
      stacks.set(name, [{ layer, value, isSecret }, ...(stacks.get(name) ?? [])]);
    }
  for (const name of withdrawn) stacks.delete(name);

  return [...stacks]
    .map(([name, [highest, ...hides]]) => ({ name, ...highest!, hides }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What a container is given. */
export function valuesOf(variables: readonly ResolvedVariable[]): Record<string, string> {
  return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}

/** As people see them: secrets without their values. */
export function viewsOf(variables: readonly ResolvedVariable[]): ResolvedVariableView[] {
  return variables.map(({ name, hides, ...top }) => ({
    name,
    ...withoutSecret(top),
    hides: hides.map(withoutSecret),
  }));
}

function withoutSecret({ layer, value, isSecret }: LayeredValue) {
  return { layer, value: isSecret ? null : value, isSecret };
}

import { Injectable } from '@nestjs/common';
import { type VariableInput } from '@sdp/protocol';
import { type StoredValues } from './environment-records.js';
import { unusableVariables } from './environments.errors.js';
import { SecretBox, type StoredValue } from './secrets/secret-box.js';

export interface VariableEdit {
  set?: readonly VariableInput[];
  remove?: readonly string[];
}

/** What an environment's values are after somebody's edit; seals what is secret. */
@Injectable()
export class VariableEdits {
  constructor(private readonly secrets: SecretBox) {}

  /** @throws DomainError `invalid-input` with every name that cannot be edited like this. */
  apply(environmentId: string, before: StoredValues, { set = [], remove = [] }: VariableEdit): StoredValues {
    const problems = problemsOf(before, set, remove);
    if (Object.keys(problems).length > 0) throw unusableVariables(problems);

    const after = new Map(before);
    for (const name of remove) after.delete(name);
    for (const input of set) after.set(input.name, this.stored(environmentId, input, before.get(input.name)));
    return after;
  }

  /** The same values, for another environment: secrets open only where they were sealed for. */
  copy(values: StoredValues, fromId: string, toId: string): StoredValues {
    const copyOf = (name: string, stored: StoredValue): StoredValue =>
      stored.keyId === null
        ? stored
        : this.secrets.seal(this.secrets.textOf(stored, { environmentId: fromId, name }), {
            environmentId: toId,
            name,
          });
    return new Map([...values].map(([name, stored]) => [name, copyOf(name, stored)]));
  }

  private stored(environmentId: string, input: VariableInput, before: StoredValue | undefined): StoredValue {
    const { name, value, isSecret = isSealed(before) } = input;
    const place = { environmentId, name };
    if (value === undefined && isSecret === isSealed(before)) return before!;
    const text = value ?? this.secrets.textOf(before!, place);
    return isSecret ? this.secrets.seal(text, place) : { value: text, keyId: null };
  }
}

function problemsOf(
  before: StoredValues,
  set: readonly VariableInput[],
  remove: readonly string[],
): Record<string, string> {
  const named = new Set<string>();
  const problems: Record<string, string> = {};
  for (const name of remove) {
    if (!before.has(name)) problems[name] = `${name} cannot be removed, it is not there`;
    if (named.has(name)) problems[name] = `${name} is named twice`;
    named.add(name);
  }
  for (const { name, value, isSecret } of set) {
    const stored = before.get(name);
    if (!stored && value === undefined) problems[name] = `${name} is new and needs a value`;
    if (isSealed(stored) && isSecret === false && value === undefined)
      problems[name] = `${name} is a secret and becomes plain with a new value only`;
    if (named.has(name)) problems[name] = `${name} is named twice`;
    named.add(name);
  }
  return problems;
}

function isSealed(stored: StoredValue | undefined): boolean {
  return stored !== undefined && stored.keyId !== null;
}

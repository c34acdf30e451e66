import { type ChangeVariablesRequest, type EnvironmentVariable, type VariableInput } from '@sdp/protocol';
import { VARIABLE_NAME, VARIABLE_NAME_RULE } from '../names/names';

/** What somebody is about to make of one variable. */
export interface Draft {
  name: string;
  /** Null: a secret that keeps its value. */
  value: string | null;
  isSecret: boolean;
  isRemoved: boolean;
}

/** A draft beside what the variable was when its editing began; null for a new one. */
export interface Edit extends Draft {
  base: EnvironmentVariable | null;
}

export interface DraftRow extends Draft {
  key: string;
  state: 'same' | 'changed' | 'added' | 'removed';
  /** The service whose baseline URL it is. */
  baselineOf: string | null;
  /** Whether the control plane holds a secret value that typing nothing keeps. */
  keepsSecret: boolean;
  /** What is wrong with it, in words; empty when nothing is. */
  problem: string;
  /** What others did to it meanwhile, in words; empty when nothing. */
  news: string;
}

export type Edits = ReadonlyMap<string, Edit>;

const OF_VARIABLE = 'was:';

/** The rows of an editor: the variables as they are now with the edits laid over them, then the new ones. */
export function rowsOf(variables: readonly EnvironmentVariable[], edits: Edits): DraftRow[] {
  const rows = [
    ...variables.map((variable) => existing(variable, edits.get(keyOf(variable)))),
    ...[...edits].flatMap(([key, edit]) => added(key, edit, variables)),
  ];
  return rows.map((row) => ({ ...row, problem: problemOf(row, rows) }));
}

export function keyOf({ name }: Pick<EnvironmentVariable, 'name'>): string {
  return OF_VARIABLE + name;
}

/** The edits with one more; an edit that changes nothing is none. */
export function withEdit(
  edits: Edits,
  row: DraftRow,
  variable: EnvironmentVariable | null,
  part: Partial<Draft>,
): Edits {
  const base = edits.get(row.key)?.base ?? variable;
  const { name, value, isSecret, isRemoved } = { ...row, ...part };
  const edit: Edit = { base, name, value, isSecret, isRemoved };
  const others = new Map(edits);
  if (base && isUnchanged(edit, base)) others.delete(row.key);
  else others.set(row.key, edit);
  return others;
}

/** What was typed after `sent` was on its way, laid over what was saved of it. */
export function typedSince(sent: Edits, now: Edits, saved: readonly EnvironmentVariable[]): Edits {
  const keys = new Set([...now.keys(), ...sent.keys()]);
  return new Map([...keys].flatMap((key) => laterEdit(key, sent.get(key), now.get(key), saved)));
}

function laterEdit(
  key: string,
  sent: Edit | undefined,
  now: Edit | undefined,
  saved: readonly EnvironmentVariable[],
): [string, Edit][] {
  if (!sent) return now ? [[key, now]] : [];
  if (now && isSame(now, sent)) return [];
  const base = sent.isRemoved ? null : (saved.find(({ name }) => name === sent.name) ?? null);
  const edit: Edit = { ...(now ?? takenBack(sent)), base };
  const isDone = base ? isUnchanged(edit, base) : edit.isRemoved;
  return isDone ? [] : [[base ? keyOf(base) : key, edit]];
}

/** An edit that the person undid while it was being saved. */
function takenBack(sent: Edit): Edit {
  return sent.base ? { ...sent, ...draftOf(sent.base) } : { ...sent, isRemoved: true };
}

function draftOf({ name, value, isSecret }: EnvironmentVariable): Draft {
  return { name, value, isSecret, isRemoved: false };
}

/** What is to be sent. */
export function requestOf(
  rows: readonly DraftRow[],
): Required<Pick<ChangeVariablesRequest, 'set' | 'remove'>> {
  const staying = rows.filter(({ isRemoved, state }) => !isRemoved && state !== 'same');
  const names = new Set(staying.map(({ name }) => name));
  const gone = rows.flatMap((row) => formerNameOf(row) ?? []);
  return { set: staying.map(inputOf), remove: gone.filter((name) => !names.has(name)) };
}

/** Under which the control plane has what is removed or renamed. */
function formerNameOf({ key, name, state }: DraftRow): string | undefined {
  if (state !== 'removed' && state !== 'changed') return undefined;
  return state === 'removed' || key !== keyOf({ name }) ? key.slice(OF_VARIABLE.length) : undefined;
}

function inputOf({ name, value, isSecret }: DraftRow): VariableInput {
  return value === null ? { name, isSecret } : { name, value, isSecret };
}

function existing(variable: EnvironmentVariable, edit: Edit | undefined): Omit<DraftRow, 'problem'> {
  const key = keyOf(variable);
  const keepsSecret = variable.isSecret;
  if (!edit) {
    const { name, value, isSecret, baselineOf } = variable;
    return { key, name, value, isSecret, baselineOf, isRemoved: false, state: 'same', keepsSecret, news: '' };
  }
  const { base, ...draft } = edit;
  const isOther = base && (base.value !== variable.value || base.isSecret !== variable.isSecret);
  return {
    key,
    ...draft,
    baselineOf: variable.baselineOf,
    state: draft.isRemoved ? 'removed' : 'changed',
    keepsSecret,
    news: isOther ? 'Somebody else changed it meanwhile; saving replaces that.' : '',
  };
}

/** New rows, and edited ones whose variable somebody else took away. */
function added(
  key: string,
  { base, ...draft }: Edit,
  variables: readonly EnvironmentVariable[],
): Omit<DraftRow, 'problem'>[] {
  const isThere = variables.some((variable) => keyOf(variable) === key);
  if (isThere || (base && draft.isRemoved)) return [];
  return [
    {
      key,
      ...draft,
      baselineOf: null,
      state: 'added',
      keepsSecret: false,
      news: base ? 'Somebody else removed it meanwhile; saving adds it again.' : '',
    },
  ];
}

function problemOf(row: Omit<DraftRow, 'problem'>, all: readonly Omit<DraftRow, 'problem'>[]): string {
  const { key, name, value, isSecret, isRemoved, keepsSecret } = row;
  if (isRemoved) return '';
  if (name === '') return 'Give it a name.';
  if (!VARIABLE_NAME.test(name)) return VARIABLE_NAME_RULE;
  if (all.some((other) => other.key !== key && !other.isRemoved && other.name === name))
    return 'This name is there twice.';
  if (value !== null) return '';
  if (!keepsSecret) return 'Type its value.';
  if (key !== keyOf({ name })) return 'Type its value again: a secret is kept under its name.';
  return isSecret ? '' : 'A secret becomes plain only with a new value.';
}

function isUnchanged(edit: Edit, base: EnvironmentVariable): boolean {
  return isSame(edit, draftOf(base));
}

function isSame(one: Draft, other: Draft): boolean {
  return (
    one.isRemoved === other.isRemoved &&
    one.name === other.name &&
    one.value === other.value &&
    one.isSecret === other.isSecret
  );
}

import { type ValidatorSpec } from 'envalid';

/** One variable: how it is read (envalid), and what its documentation says besides `desc` and `example`. */
export type Setting<T = unknown> = ValidatorSpec<T> & {
  /** Never shown, not even to ops. */
  isSecret?: true;
  /** The default in words, where it follows from something else. */
  defaultText?: string;
};

export type SettingGroup = Readonly<Record<string, Setting>>;

type Merged<T> = (T extends unknown ? (one: T) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** Everything that one program is told from outside. */
export interface ProgramSettings<Groups extends Readonly<Record<string, SettingGroup>>> {
  title: string;
  /** What to know before one sets anything. */
  introduction: string;
  /** By heading, in the order in which people read them. */
  groups: Groups;
  /** Of all groups. */
  variables: Merged<Groups[keyof Groups]>;
}

export function programSettings<const Groups extends Readonly<Record<string, SettingGroup>>>(
  title: string,
  introduction: string,
  groups: Groups,
): ProgramSettings<Groups> {
  const variables = Object.assign({}, ...Object.values(groups)) as Merged<Groups[keyof Groups]>;
  return { title, introduction, groups, variables };
}

/** Marks what must not be shown: support bundles mask its value. */
export function secret<S extends { desc?: string }>(setting: S): S {
  return { ...setting, isSecret: true };
}

/** Says the default in words. */
export function otherwise<S extends { desc?: string }>(defaultText: string, setting: S): S {
  return { ...setting, defaultText };
}

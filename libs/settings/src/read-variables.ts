import { type CleanedEnv, cleanEnv, EnvMissingError } from 'envalid';
import { type SettingGroup } from './setting.js';

export interface ReadVariables<Variables extends SettingGroup> {
  values: Readonly<CleanedEnv<Variables>>;
  /** A line for every variable that is missing or bad; with any, `values` is not whole. */
  problems: string[];
}

/** Reads every variable of a table. One that is set to nothing counts as absent, as in a shell's `${X:-default}`. */
export function readVariables<Variables extends SettingGroup>(
  environment: NodeJS.ProcessEnv,
  variables: Variables,
): ReadVariables<Variables> {
  const problems: string[] = [];
  let partial: unknown;
  const read = cleanEnv(withoutEmpty(environment), variables, {
    reporter: ({ errors, env }) => {
      partial = env;
      for (const [name, error] of Object.entries(errors))
        problems.push(`${name}: ${error instanceof EnvMissingError ? 'is required' : error?.message}`);
    },
  });
  // envalid's answer throws at every name that could not be read; what could be is looked at further all the same.
  const values = problems.length > 0 ? (partial as typeof read) : read;
  return { values, problems };
}

function withoutEmpty(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}

import { type Argument, type Command } from 'commander';

/** Names that the platform has: which ones depends on the words before. */
export type Lookup = (kind: string, words: readonly string[]) => Promise<string[]>;

/**
 * What the last of `words` may become.
 * @param words all after `sdp`; the last one is being typed, and may be empty
 */
export async function complete(
  program: Command,
  words: readonly string[],
  lookup: Lookup,
): Promise<string[]> {
  const current = words.at(-1) ?? '';
  const { command, rest } = commandOf(program, words.slice(0, -1));
  const candidates = await candidatesOf(program, command, rest, current, lookup);
  return [...new Set(candidates)].filter((candidate) => candidate.startsWith(current)).sort();
}

async function candidatesOf(
  program: Command,
  command: Command,
  rest: readonly string[],
  current: string,
  lookup: Lookup,
): Promise<string[]> {
  const option = optionsOf(program, command).find(({ names }) => names.includes(rest.at(-1) ?? ''));
  if (option?.takesValue) return lookup(`option ${option.names.at(-1)}`, valuesIn(program, command, rest));
  if (current.startsWith('-')) return optionsOf(program, command).flatMap(({ names }) => names);

  const values = valuesIn(program, command, rest);
  const argument = argumentAt(command, values.length);
  const subcommands = command.commands.filter((one) => isShown(one)).map((one) => one.name());
  return [
    ...(values.length === 0 ? subcommands : []),
    ...(argument ? await lookup(argument.name(), values) : []),
  ];
}

function commandOf(
  program: Command,
  words: readonly string[],
): { command: Command; rest: readonly string[] } {
  let [command, used] = [program, 0];
  for (const [index, word] of words.entries()) {
    const next = command.commands.find((one) => one.name() === word || one.aliases().includes(word));
    if (!next) continue;
    [command, used] = [next, index + 1];
  }
  return { command, rest: words.slice(used) };
}

function optionsOf(program: Command, command: Command): { names: string[]; takesValue: boolean }[] {
  const all = command === program ? program.options : [...command.options, ...program.options];
  return all
    .filter(({ hidden }) => !hidden)
    .map(({ short, long, required, optional }) => ({
      names: [short, long].filter((name) => name !== undefined),
      takesValue: Boolean(required || optional),
    }));
}

/** The words that are neither options nor values of options. */
function valuesIn(program: Command, command: Command, rest: readonly string[]): string[] {
  const takesValue = new Set(
    optionsOf(program, command)
      .filter((option) => option.takesValue)
      .flatMap(({ names }) => names),
  );
  return rest.filter((word, index) => !word.startsWith('-') && !takesValue.has(rest[index - 1] ?? ''));
}

function argumentAt(command: Command, index: number): Argument | undefined {
  const all = command.registeredArguments;
  const last = all.at(-1);
  return all[index] ?? (last?.variadic ? last : undefined);
}

function isShown(command: Command): boolean {
  return !command.name().startsWith('__');
}

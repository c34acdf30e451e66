import { Argument, type Command } from 'commander';
import { complete } from '../completion/complete.js';
import { lookupFor } from '../completion/lookup.js';
import { SCRIPTS, type ShellName } from '../completion/scripts.js';
import { type Shell } from '../shell.js';

export function addCompletion(program: Command, shell: () => Shell): void {
  program
    .command('completion')
    .description('print the completion script of a shell, for its start-up file')
    .addArgument(new Argument('<shell>').choices(Object.keys(SCRIPTS)))
    .action((name: ShellName) => shell().print.raw(SCRIPTS[name]));

  program
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .action(async (words: string[]) => {
      const names = await complete(program, words, lookupFor(shell()));
      shell().print.raw(names.map((name) => `${name}\n`).join(''));
    });
}

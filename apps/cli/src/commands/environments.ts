import { readFile } from 'node:fs/promises';
import {
  type EnvironmentSummary,
  type EnvironmentView,
  type ImportPreview,
  type ImportVariablesRequest,
} from '@sdp/protocol';
import { type Command } from 'commander';
import { CliError, usageError } from '../cli-error.js';
import { byName } from '../names/by-name.js';
import { each } from '../names/values.js';
import { table } from '../output/table.js';
import { whenText } from '../output/time-text.js';
import { isSure, readStdin } from '../prompt/ask.js';
import { type Shell } from '../shell.js';

interface ImportFlags {
  secret?: string[];
  replace?: boolean;
  dryRun?: boolean;
  yes?: boolean;
}

/** Named sets of variables. */
export function addEnvironments(program: Command, shell: () => Shell): void {
  const environments = program.command('environments').alias('env').description('named sets of variables');

  environments
    .command('list', { isDefault: true })
    .description('list environments')
    .action(async () => {
      const all = await (await shell().api()).get<EnvironmentSummary[]>('/environments');
      shell().print.rows(
        all,
        [
          { name: 'name', of: ({ name }) => name },
          { name: 'owner', of: ({ owner }) => owner },
          { name: 'variables', of: ({ variableCount }) => String(variableCount) },
          { name: 'secrets', of: ({ secretCount }) => String(secretCount) },
          { name: 'version', of: ({ version }) => String(version) },
          { name: 'changed', of: ({ updatedAt }) => whenText(updatedAt) },
        ],
        'There is no environment.',
      );
    });

  environments
    .command('show')
    .description('show the variables of an environment; secrets by name only')
    .argument('<environment>')
    .action(async (name: string) => {
      const api = await shell().api();
      const { id } = await byName<EnvironmentSummary>(api, 'environments', name);
      const view = await api.get<EnvironmentView>(`/environments/${id}`);
      shell().print.answer(view, () =>
        table(
          view.variables,
          [
            { name: 'name', of: ({ name: variable }) => variable },
            { name: 'value', of: ({ value, isSecret }) => (isSecret ? '(secret)' : (value ?? '')) },
          ],
          shell().print.colours,
        ),
      );
    });

  environments
    .command('import')
    .description('take variables over from a .env file, after showing what would change')
    .argument('<environment>')
    .argument('<file>', '"-" reads stdin')
    .option('--secret <name>', 'its value is secret; may be given several times', each)
    .option('--replace', 'remove variables that the file does not name')
    .option('--dry-run', 'only show what would change')
    .option('--yes', 'do not ask')
    .action(async (name: string, file: string, flags: ImportFlags) => {
      const api = await shell().api();
      const { id } = await byName<EnvironmentSummary>(api, 'environments', name);
      const request: ImportVariablesRequest = {
        text: await textOf(file),
        mode: flags.replace ? 'replace' : 'merge',
        ...(flags.secret ? { secrets: flags.secret } : {}),
      };
      const preview = await api.send<ImportPreview>('POST', `/environments/${id}/import/preview`, request);
      if (flags.dryRun) return shell().print.answer(preview, () => differenceText(preview, shell()));
      shell().print.note(differenceText(preview, shell()));
      if (isEmpty(preview)) return;
      if (!flags.yes && !(await isSure(`Change ${name}?`))) throw new CliError('Nothing was changed.');
      const { version } = preview;
      const view = await api.send<EnvironmentView>('POST', `/environments/${id}/import`, {
        ...request,
        version,
      });
      shell().print.answer(view, () => '');
      shell().print.note(`${name} is at version ${view.version} now.`);
    });

  environments
    .command('export')
    .description('print an environment as .env; secrets as comments')
    .argument('<environment>')
    .action(async (name: string) => {
      const api = await shell().api();
      const { id } = await byName<EnvironmentSummary>(api, 'environments', name);
      shell().print.raw(await api.text(`/environments/${id}/export`));
    });
}

/** @throws CliError (usage) for a file that cannot be read */
export async function textOf(file: string): Promise<string> {
  if (file === '-') return readStdin();
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw usageError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function isEmpty({ added, changed, removed }: ImportPreview): boolean {
  return added.length + changed.length + removed.length === 0;
}

function differenceText(preview: ImportPreview, { print: { colours } }: Shell): string {
  if (isEmpty(preview)) return 'Nothing differs.';
  return [
    ...preview.added.map((name) => colours(`+ ${name}`, 'green')),
    ...preview.changed.map((name) => colours(`~ ${name}`, 'yellow')),
    ...preview.removed.map((name) => colours(`- ${name}`, 'red')),
  ].join('\n');
}

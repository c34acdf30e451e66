import {
  type SavedTemplate,
  type TemplateProblem,
  type TemplateSummary,
  type TemplateView,
} from '@sdp/protocol';
import { type Command } from 'commander';
import { CliError } from '../cli-error.js';
import { EXIT } from '../exit-codes.js';
import { byName } from '../names/by-name.js';
import { count } from '../names/values.js';
import { whenText } from '../output/time-text.js';
import { type Shell } from '../shell.js';
import { textOf } from './environments.js';

/** Recipes that sandboxes are made from, as YAML. */
export function addTemplates(program: Command, shell: () => Shell): void {
  const templates = program.command('templates').description('recipes that sandboxes are made from');

  templates
    .command('list', { isDefault: true })
    .description('list templates')
    .action(async () => {
      const all = await (await shell().api()).get<TemplateSummary[]>('/templates');
      shell().print.rows(
        all,
        [
          { name: 'name', of: ({ name }) => name },
          { name: 'owner', of: ({ owner }) => owner },
          { name: 'version', of: ({ version }) => String(version) },
          { name: 'services', of: ({ services }) => services.join(',') },
          { name: 'parameters', of: ({ parameters }) => parameters.map(({ name }) => name).join(',') },
          { name: 'changed', of: ({ updatedAt }) => whenText(updatedAt) },
        ],
        'There is no template.',
      );
    });

  for (const verb of ['show', 'export'] as const)
    templates
      .command(verb)
      .description(
        verb === 'show' ? 'show a template (with --json: its content)' : 'print a template as YAML',
      )
      .argument('<template>')
      .option('--template-version <number>', 'the newest unless given', count)
      .action(async (name: string, { templateVersion }: { templateVersion?: number }) => {
        const api = await shell().api();
        const { id } = await byName<TemplateSummary>(api, 'templates', name);
        const query = templateVersion === undefined ? '' : `?version=${templateVersion}`;
        if (verb === 'show' && shell().print.isJson)
          return shell().print.answer(await api.get<TemplateView>(`/templates/${id}${query}`), () => '');
        shell().print.raw(await api.text(`/templates/${id}/export${query}`));
      });

  templates
    .command('apply')
    .description('make a template from YAML, or a new version of the one of that name')
    .requiredOption('-f, --file <file>', '"-" reads stdin')
    .action(async ({ file }: { file: string }) => {
      const api = await shell().api();
      const yaml = await textOf(file);
      const [, name] = /^name:\s*['"]?([^'"\s#]+)/m.exec(yaml) ?? [];
      const known = (await api.get<TemplateSummary[]>('/templates')).find((one) => one.name === name);
      const path = known ? `/templates/${known.id}/import` : '/templates/import';
      const saved = await api.send<SavedTemplate | TemplateView>('POST', path, { yaml });
      shell().print.answer(saved, () => '');
      const isNew = !('isNewVersion' in saved) || saved.isNewVersion;
      shell().print.note(
        `${saved.name} is at version ${saved.version}${isNew ? '' : ' already: nothing differs'}.`,
      );
    });

  templates
    .command('validate')
    .description('check a YAML file without keeping it')
    .requiredOption('-f, --file <file>', '"-" reads stdin')
    .action(async ({ file }: { file: string }) => {
      const request = { yaml: await textOf(file) };
      const api = await shell().api();
      const problems = await api.send<TemplateProblem[]>('POST', '/templates/validate', request);
      shell().print.answer(problems, () => '');
      if (problems.length > 0)
        throw new CliError(
          `${file} is no usable template.`,
          EXIT.failed,
          problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`),
        );
      shell().print.note(`${file} is fine.`);
    });
}

import { type SandboxSummary, type SandboxView } from '@sdp/protocol';
import { type Command, Option } from 'commander';
import { CliError } from '../cli-error.js';
import { colourOf } from '../deployments/states.js';
import { byName } from '../names/by-name.js';
import { sandbox, sandboxId } from '../names/sandboxes.js';
import { duration, pair, ttl } from '../names/values.js';
import { facts, table } from '../output/table.js';
import { whenText } from '../output/time-text.js';
import { isSure } from '../prompt/ask.js';
import { type Shell } from '../shell.js';
import { SERVICE_COLUMNS } from './services.js';

type Ttl = ReturnType<typeof ttl>;

interface CreateOptions {
  description?: string;
  environment?: string;
  ttl?: Ttl;
  label?: Record<string, string>;
  var?: Record<string, string>;
}

/** Sandboxes as a whole. */
export function addSandboxes(program: Command, shell: () => Shell): void {
  const sandboxes = program.command('sandboxes').alias('sb').description('sandboxes as a whole');

  sandboxes
    .command('list', { isDefault: true })
    .description('list sandboxes')
    .option('--mine', 'only those that you may use')
    .action(async ({ mine }: { mine?: boolean }) => {
      const all = await (await shell().api()).get<SandboxSummary[]>('/sandboxes');
      const shown = all.filter(({ isMine }) => !mine || isMine);
      shell().print.rows(shown, COLUMNS, 'There is no sandbox. Make one with "sdp sandboxes create".');
    });

  sandboxes
    .command('show')
    .description('show a sandbox with its services')
    .argument('<sandbox>')
    .action(async (name: string) => {
      const view = await sandbox(await shell().api(), name);
      shell().print.answer(view, () => overview(view, shell()));
    });

  sandboxes
    .command('create')
    .description('make an empty sandbox')
    .argument('<name>')
    .option('--description <text>')
    .option('--environment <name>', 'environment whose variables its services get')
    .option('--ttl <hours>', 'hours until it expires; "never" is for ops', ttl)
    .option('--label <key=value>', 'may be given several times', pair)
    .option('--var <name=value>', 'variable of all its services; may be given several times', pair)
    .action(async (name: string, options: CreateOptions) => {
      const api = await shell().api();
      const { description, label: labels, var: variables } = options;
      const environmentId =
        options.environment && (await byName(api, 'environments', options.environment)).id;
      const made = await api.send<SandboxView>('POST', '/sandboxes', {
        name,
        description,
        labels,
        variables,
        environmentId,
        ...options.ttl,
      });
      shell().print.answer(made, () => '');
      shell().print.note(`Made ${made.name}; it expires ${whenText(made.expiresAt)}.`);
    });

  sandboxes
    .command('delete')
    .description('delete a sandbox with everything in it')
    .argument('<sandbox>')
    .option('--yes', 'do not ask')
    .action(async (name: string, { yes }: { yes?: boolean }) => {
      const api = await shell().api();
      const view = await sandbox(api, name);
      const question = `Delete ${view.name} with ${view.services.length} services, containers and logs?`;
      if (!yes && !(await isSure(question))) throw new CliError('Nothing was deleted.');
      await api.send('DELETE', `/sandboxes/${view.id}`);
      shell().print.note(`${view.name} is being deleted.`);
    });

  for (const verb of ['stop', 'start'] as const)
    sandboxes
      .command(verb)
      .description(
        `${verb} all containers of a sandbox${verb === 'stop' ? '; everything is kept' : ' again'}`,
      )
      .argument('<sandbox>')
      .action(async (name: string) => {
        const api = await shell().api();
        await api.send('POST', `/sandboxes/${await sandboxId(api, name)}/${verb}`);
        shell().print.note(verb === 'stop' ? `${name} is stopped.` : `${name} is starting.`);
      });

  sandboxes
    .command('extend')
    .description('let a sandbox live that many hours from now')
    .argument('<sandbox>')
    .argument('<hours>', '"never" is for ops', ttl)
    .action(async (name: string, life: Ttl) => {
      const api = await shell().api();
      await api.send('POST', `/sandboxes/${await sandboxId(api, name)}/extend`, life);
      shell().print.note(
        `${name} lives ${life.ttlHours === null ? 'on' : `${life.ttlHours} hours from now`}.`,
      );
    });

  sandboxes
    .command('hold')
    .description("let other people's deployments wait")
    .argument('<sandbox>')
    .requiredOption('--reason <text>', 'what they are told')
    .addOption(
      new Option('--for <duration>', 'how long, as in 90m or 4h')
        .argParser(duration)
        .default(duration('4h'), '4h'),
    )
    .action(async (name: string, { reason, for: lengthMs }: { reason: string; for: number }) => {
      const api = await shell().api();
      const until = new Date(Date.now() + lengthMs).toISOString();
      await api.send('PUT', `/sandboxes/${await sandboxId(api, name)}/hold`, { reason, until });
      shell().print.note(`${name} is yours until ${until}; "sdp sandboxes release ${name}" ends it.`);
    });

  sandboxes
    .command('release')
    .description('end a hold')
    .argument('<sandbox>')
    .action(async (name: string) => {
      const api = await shell().api();
      await api.send('DELETE', `/sandboxes/${await sandboxId(api, name)}/hold`);
      shell().print.note(`${name} is free again.`);
    });

  sandboxes
    .command('share')
    .description('say who else may use a sandbox; nobody when no name is given')
    .argument('<sandbox>')
    .argument('[users...]', '"*" is everyone')
    .action(async (name: string, users: string[]) => {
      const api = await shell().api();
      await api.send('PUT', `/sandboxes/${await sandboxId(api, name)}/shares`, { users });
      shell().print.note(
        users.length > 0 ? `${name} is shared with ${users.join(', ')}.` : `${name} is shared with nobody.`,
      );
    });

  sandboxes
    .command('address')
    .alias('open')
    .description('print how a sandbox is called: URL, header, cookie, curl line')
    .argument('<sandbox>')
    .option('--url', 'the URL alone')
    .action(async (name: string, { url }: { url?: boolean }) => {
      const { address } = await sandbox(await shell().api(), name);
      if (!address) throw new CliError(`${name} has no address: no gateway agent has a sandbox switch.`);
      shell().print.answer(address, () => {
        if (url) return address.url ?? address.switchUrl;
        const header = `${address.header.name}: ${address.header.value}`;
        const pairs: [string, string][] = [
          ...(address.url ? [['url', address.url] as [string, string]] : []),
          ['browser', address.cookieUrl],
          ['header', header],
          ['curl', `curl -H '${header}' ${address.switchUrl}`],
        ];
        return facts(pairs, shell().print.colours);
      });
    });
}

const COLUMNS = [
  { name: 'name', of: ({ name }: SandboxSummary) => name },
  { name: 'owner', of: ({ owner }: SandboxSummary) => owner },
  { name: 'services', of: ({ services }: SandboxSummary) => services.map(({ name }) => name).join(',') },
  {
    name: 'state',
    of: (row: SandboxSummary) => stateOf(row),
    colour: (row: SandboxSummary) => colourOf(stateOf(row)),
  },
  { name: 'routes', of: ({ routes }: SandboxSummary) => routes },
  { name: 'expires', of: ({ expiresAt }: SandboxSummary) => whenText(expiresAt) },
];

function stateOf({ isDeleting, isStopped, hold, services }: SandboxSummary): string {
  if (isDeleting) return 'deleting';
  if (isStopped) return 'stopped';
  if (services.some(({ observed }) => observed === 'unhealthy' || observed === 'exited')) return 'unhealthy';
  if (hold) return `held by ${hold.by}`;
  return services.some(({ observed }) => observed === 'running') ? 'running' : 'idle';
}

function overview(view: SandboxView, { print }: Shell): string {
  const head = facts(
    [
      ['sandbox', view.name],
      ['owner', view.owner],
      ['environment', view.environment?.name ?? 'none'],
      ['routes', view.routes],
      ['expires', whenText(view.expiresAt)],
      ['address', view.address?.url ?? view.address?.switchUrl ?? 'none'],
      ...(view.hold ? [['held by', `${view.hold.by}: ${view.hold.reason}`] as const] : []),
    ],
    print.colours,
  );
  const services =
    view.services.length > 0 ? `\n\n${table(view.services, SERVICE_COLUMNS, print.colours)}` : '';
  return head + services;
}

import {
  type DeploymentView,
  type RouteOverride,
  type RoutePreview,
  type RouteSetView,
  type RouteView,
} from '@sdp/protocol';
import { type Command } from 'commander';
import { type Api } from '../api/api.js';
import { usageError } from '../cli-error.js';
import { colourOf } from '../deployments/states.js';
import { type ExitCode } from '../exit-codes.js';
import { sandboxId } from '../names/sandboxes.js';
import { type Column, table } from '../output/table.js';
import { type Shell } from '../shell.js';
import { type FollowFlags, following, seeThrough } from './deploy.js';

/** Where the gateway of a sandbox sends what. */
export function addRoutes(program: Command, shell: () => Shell, exit: (code: ExitCode) => void): void {
  const routes = program.command('routes').description('where the gateway of a sandbox sends what');
  const of = async (name: string): Promise<[Api, string]> => {
    const api = await shell().api();
    return [api, `/sandboxes/${await sandboxId(api, name)}/routes`];
  };
  const show = (set: RouteSetView) => {
    shell().print.answer(set, () => table(set.routes, COLUMNS, shell().print.colours));
    shell().print.note(`Routes are ${set.state}${set.problem ? `: ${set.problem}` : ''}.`);
    for (const { message } of set.warnings) shell().print.note(`! ${message}`);
  };

  routes
    .command('list')
    .description('list the routes of a sandbox: target, what is applied, what is reachable')
    .argument('<sandbox>')
    .action(async (name: string) => {
      const [api, path] = await of(name);
      show(await api.get(path));
    });

  routes
    .command('set')
    .description('decide a route; it takes effect with a push')
    .argument('<sandbox>')
    .argument('<service>')
    .argument('<target>', '"instance", "baseline", "sandbox:<name>", or a URL (ops)')
    .action(async (name: string, service: string, target: string) => {
      const [api, path] = await of(name);
      const override = await overrideOf(api, target);
      const set = await api.send<RouteSetView>(
        'PUT',
        `${path}/overrides/${encodeURIComponent(service)}`,
        override,
      );
      shell().print.answer(set, () => '');
      shell().print.note(`Decided. "sdp routes push ${name}" applies it.`);
    });

  routes
    .command('unset')
    .description('take a decision back: own instance, else baseline')
    .argument('<sandbox>')
    .argument('<service>')
    .action(async (name: string, service: string) => {
      const [api, path] = await of(name);
      await api.send('DELETE', `${path}/overrides/${encodeURIComponent(service)}`);
      shell().print.note(`Taken back. "sdp routes push ${name}" applies it.`);
    });

  routes
    .command('preview')
    .description('show what a push would change')
    .argument('<sandbox>')
    .action(async (name: string) => {
      const [api, path] = await of(name);
      const preview = await api.get<RoutePreview>(`${path}/preview`);
      if (preview.changes.length === 0 && !shell().print.isJson) return shell().print.note('Nothing is due.');
      shell().print.answer(preview, () =>
        table(
          preview.changes,
          [
            { name: 'variable', of: ({ variable }) => variable },
            { name: 'from', of: ({ from }) => from ?? 'nothing' },
            { name: 'to', of: ({ to }) => to ?? 'nothing' },
          ],
          shell().print.colours,
        ),
      );
    });

  following(
    routes
      .command('push')
      .description('bring the routes to the gateway, without a failed request')
      .argument('<sandbox>')
      .option('--hash <hash>', 'only if the preview with this hash still holds'),
  ).action(async (name: string, flags: FollowFlags & { hash?: string }) => {
    const [api, path] = await of(name);
    const body = flags.hash === undefined ? {} : { hash: flags.hash };
    exit(await seeThrough(shell(), await api.send<DeploymentView>('POST', `${path}/push`, body), flags));
  });

  routes
    .command('probe')
    .description("try every target from the gateway's host")
    .argument('<sandbox>')
    .action(async (name: string) => {
      const [api, path] = await of(name);
      show(await api.send('POST', `${path}/probe`));
    });
}

async function overrideOf(api: Api, target: string): Promise<RouteOverride> {
  if (target === 'instance' || target === 'baseline') return { kind: target };
  if (target.startsWith('sandbox:'))
    return { kind: 'sandbox', sandboxId: await sandboxId(api, target.slice('sandbox:'.length)) };
  if (/^https?:\/\//.test(target)) return { kind: 'url', url: target };
  throw usageError(`"${target}" is no target: write instance, baseline, sandbox:<name> or a URL.`);
}

const COLUMNS: readonly Column<RouteView>[] = [
  { name: 'service', of: ({ service }) => service },
  { name: 'from', of: ({ from, sandboxName }) => (sandboxName ? `sandbox ${sandboxName}` : from) },
  { name: 'target', of: ({ target }) => target ?? 'none' },
  {
    name: 'applied',
    of: ({ isApplied }) => (isApplied ? 'yes' : 'no'),
    colour: ({ isApplied }) => (isApplied ? 'green' : 'yellow'),
  },
  {
    name: 'reachable',
    of: ({ probe }) => (probe ? (probe.isReachable ? 'yes' : (probe.problem ?? 'no')) : 'unknown'),
    colour: ({ probe }) => colourOf(probe ? (probe.isReachable ? 'running' : 'failed') : null),
  },
];

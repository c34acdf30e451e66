import {
  type ClonedSandbox,
  type DeploymentGroupView,
  type DeploymentView,
  type SandboxSummary,
  type TemplateSummary,
} from '@sdp/protocol';
import { type Command } from 'commander';
import { type Api } from '../api/api.js';
import { CliError, usageError } from '../cli-error.js';
import { follow } from '../deployments/follow.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { sandbox, sandboxAndService, sandboxId } from '../names/sandboxes.js';
import { count, duration, pair } from '../names/values.js';
import { type Shell } from '../shell.js';

export interface FollowFlags {
  follow?: boolean;
  /** Milliseconds. */
  timeout?: number;
  log?: boolean;
}

interface DeployFlags extends FollowFlags {
  branch?: string;
  commit?: string;
}

type Started = DeploymentView | DeploymentGroupView;

/** Bringing services to a commit, and seeing it through. */
export function addDeploy(program: Command, shell: () => Shell, exit: (code: ExitCode) => void): void {
  const see = async (started: Started, flags: FollowFlags) => exit(await seeThrough(shell(), started, flags));

  following(
    program
      .command('deploy')
      .description('deploy services of a sandbox; all of them when none is named')
      .argument('<sandbox>')
      .argument('[services...]'),
  )
    .option('--branch <branch>', 'of one service: deploy this branch')
    .option('--commit <id>', 'of one service: deploy this commit')
    .action(async (name: string, services: string[], flags: DeployFlags) => {
      const api = await shell().api();
      await see(await start(api, await sandboxId(api, name), services, flags), flags);
    });

  following(
    program
      .command('clone')
      .description('make a sandbox from a template or from another sandbox')
      .argument('<from>', 'name of a template, or else of a sandbox')
      .argument('<name>', 'of the new sandbox'),
  )
    .option('--param <name=value>', 'parameter of the template; may be given several times', pair)
    .option('--branch <service=branch>', 'another branch; may be given several times', pair)
    .option('--template-version <number>', 'the newest unless given', count)
    .option('--deploy', 'deploy all of it at once')
    .action(async (from: string, name: string, flags: CloneFlags) => {
      const cloned = await clone(await shell().api(), from, name, flags);
      shell().print.note(`Made ${cloned.sandbox.name}.`);
      if (!cloned.deployment) return shell().print.answer(cloned.sandbox, () => '');
      await see(cloned.deployment, flags);
    });

  following(
    program
      .command('retry')
      .description('deploy the same once more')
      .argument('<deployment>', 'its id, or sandbox/service for the last one'),
  ).action(async (text: string, flags: FollowFlags) => {
    const api = await shell().api();
    const { id } = await deploymentOf(api, text);
    await see(await api.send<DeploymentView>('POST', `/deployments/${id}/retry`), flags);
  });

  following(
    program
      .command('rollback')
      .description('start an earlier release of a service again, without a build')
      .argument('<sandbox/service>')
      .option('--to <deployment>', 'id of the deployment to go back to; the one before unless given'),
  ).action(async (text: string, flags: FollowFlags & { to?: string }) => {
    const api = await shell().api();
    const [name, service] = sandboxAndService(text);
    const deploymentId = flags.to ?? (await releaseBefore(api, name, service));
    const path = `/sandboxes/${await sandboxId(api, name)}/services/${encodeURIComponent(service)}/rollback`;
    await see(await api.send<DeploymentView>('POST', path, { deploymentId }), flags);
  });

  program
    .command('cancel')
    .description('cancel a deployment that runs or waits')
    .argument('<deployment>', 'its id, or sandbox/service for the last one')
    .action(async (text: string) => {
      const api = await shell().api();
      const { id, service } = await deploymentOf(api, text);
      await api.send('POST', `/deployments/${id}/cancel`);
      shell().print.note(`The deployment of ${service} is being canceled.`);
    });
}

/** Options of everything that starts a deployment. */
export function following(command: Command): Command {
  return command
    .option('-f, --follow', 'show steps and log until the end; the exit code tells the result')
    .option(
      '--timeout <duration>',
      'with --follow: leave after that long, as in 90s or 15m (exit code 6)',
      duration,
    )
    .option('--no-log', 'with --follow: steps only');
}

/** Answers the exit code: of the result when it is followed, of having started it otherwise. */
export async function seeThrough(shell: Shell, started: Started, flags: FollowFlags): Promise<ExitCode> {
  const { print } = shell;
  const members = 'deployments' in started ? started.deployments : [started];
  if (!flags.follow) {
    print.answer(started, () => members.map(({ id, service }) => `${service} ${id}`).join('\n'));
    print.note(`Started. See it with "sdp logs ${members[0]?.id ?? '<deployment>'} --follow".`);
    return EXIT.ok;
  }
  const api = await shell.api();
  const group = 'deployments' in started ? 'deployment-groups' : 'deployments';
  return follow(shell, members, {
    hasLog: flags.log,
    timeoutMs: flags.timeout,
    cancel: () => api.send('POST', `/${group}/${started.id}/cancel`),
  });
}

/** By its id, or the last one of `sandbox/service`. */
export async function deploymentOf(api: Api, text: string): Promise<DeploymentView> {
  if (!text.includes('/')) return api.get(`/deployments/${encodeURIComponent(text)}`);
  const [name, service] = sandboxAndService(text);
  const view = await sandbox(api, name);
  const instance = view.services.find((one) => one.name === service);
  if (!instance) throw new CliError(`${name} has no service "${service}". See "sdp services list ${name}".`);
  if (!instance.latestDeployment)
    throw new CliError(`${text} was never deployed. "sdp deploy ${name} ${service}" does.`);
  return instance.latestDeployment;
}

function start(api: Api, id: string, services: string[], { branch, commit }: DeployFlags): Promise<Started> {
  const [service, ...others] = services;
  if (service !== undefined && others.length === 0)
    return api.send('POST', `/sandboxes/${id}/services/${encodeURIComponent(service)}/deployments`, {
      branch,
      commit,
    });
  if (branch !== undefined || commit !== undefined)
    throw usageError('--branch and --commit are for one service: name it after the sandbox.');
  return api.send('POST', `/sandboxes/${id}/deployments`, services.length > 0 ? { services } : {});
}

interface CloneFlags extends FollowFlags {
  param?: Record<string, string>;
  branch?: Record<string, string>;
  templateVersion?: number;
  deploy?: boolean;
}

async function clone(api: Api, from: string, name: string, flags: CloneFlags): Promise<ClonedSandbox> {
  const deploy = flags.deploy === true || flags.follow === true;
  const { param: parameters, branch: branches, templateVersion: version } = flags;
  const template = (await api.get<TemplateSummary[]>('/templates')).find((one) => one.name === from);
  if (template) {
    const request = { name, parameters, branches, version, deploy };
    return api.send('POST', `/templates/${template.id}/clone`, request);
  }
  const original = (await api.get<SandboxSummary[]>('/sandboxes')).find((one) => one.name === from);
  if (!original) throw new CliError(`There is neither a template nor a sandbox "${from}".`);
  if (parameters) throw usageError(`${from} is a sandbox, and takes no --param.`);
  return api.send('POST', `/sandboxes/${original.id}/clone`, { name, branches, deploy });
}

async function releaseBefore(api: Api, name: string, service: string): Promise<string> {
  const { services } = await sandbox(api, name);
  const before = services.find((one) => one.name === service)?.releases.find(({ isRunning }) => !isRunning);
  if (!before)
    throw new CliError(`${name}/${service} has no earlier release on its host. Deploy a commit instead.`);
  return before.deploymentId;
}

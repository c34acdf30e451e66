import { type ServiceInstanceView } from '@sdp/protocol';
import { type Command } from 'commander';
import { CliError } from '../cli-error.js';
import { colourOf } from '../deployments/states.js';
import { sandbox, sandboxId } from '../names/sandboxes.js';
import { count, each, pair } from '../names/values.js';
import { isSure } from '../prompt/ask.js';
import { type Shell } from '../shell.js';

export const SERVICE_COLUMNS = [
  { name: 'service', of: ({ name }: ServiceInstanceView) => name },
  { name: 'branch', of: ({ branch }: ServiceInstanceView) => branch },
  { name: 'runs', of: ({ running }: ServiceInstanceView) => running?.commit?.id.slice(0, 8) ?? '' },
  {
    name: 'is',
    of: ({ observed }: ServiceInstanceView) => observed,
    colour: ({ observed }: ServiceInstanceView) => colourOf(observed),
  },
  {
    name: 'last deployment',
    of: ({ latestDeployment }: ServiceInstanceView) => latestDeployment?.state ?? 'none',
    colour: ({ latestDeployment }: ServiceInstanceView) => colourOf(latestDeployment?.state ?? null),
  },
  { name: 'url', of: ({ url }: ServiceInstanceView) => url },
];

interface AddOptions {
  repository?: string;
  branch: string;
  commit?: string;
  port?: number;
  health?: string;
  dependsOn?: string[];
  var?: Record<string, string>;
}

/** Which services a sandbox has. */
export function addServices(program: Command, shell: () => Shell): void {
  const services = program.command('services').description('the services of a sandbox');

  services
    .command('list')
    .description('list the services of a sandbox')
    .argument('<sandbox>')
    .action(async (name: string) => {
      const view = await sandbox(await shell().api(), name);
      shell().print.rows(view.services, SERVICE_COLUMNS, `${name} has no services yet.`);
    });

  services
    .command('add')
    .description('put a branch of a repository into a sandbox')
    .argument('<sandbox>')
    .argument('<service>', 'its name; the repository of that name unless --repository says another')
    .option('--repository <name>')
    .requiredOption('--branch <branch>')
    .option('--commit <id>', 'stay at this commit')
    .option('--port <number>', 'port inside the container', count)
    .option('--health <path>', 'path that answers once it is healthy')
    .option('--depends-on <service>', 'is deployed before it; may be given several times', each)
    .option('--var <name=value>', 'variable; may be given several times', pair)
    .action(async (name: string, service: string, options: AddOptions) => {
      const api = await shell().api();
      const made = await api.send<ServiceInstanceView>(
        'POST',
        `/sandboxes/${await sandboxId(api, name)}/services`,
        {
          name: service,
          repository: options.repository ?? service,
          branch: options.branch,
          commit: options.commit,
          healthPath: options.health,
          dependsOn: options.dependsOn,
          variables: options.var,
          containerPort: options.port,
        },
      );
      shell().print.answer(made, () => '');
      shell().print.note(
        `${name} has ${service} now; "sdp deploy ${name} ${service} --follow" brings it up.`,
      );
    });

  services
    .command('remove')
    .description('take a service out of a sandbox')
    .argument('<sandbox>')
    .argument('<service>')
    .option('--yes', 'do not ask')
    .action(async (name: string, service: string, { yes }: { yes?: boolean }) => {
      const api = await shell().api();
      const id = await sandboxId(api, name);
      if (!yes && !(await isSure(`Remove ${service} from ${name}, container included?`)))
        throw new CliError('Nothing was removed.');
      await api.send('DELETE', `/sandboxes/${id}/services/${encodeURIComponent(service)}`);
      shell().print.note(`${service} is being removed from ${name}.`);
    });

  for (const verb of ['stop', 'start', 'restart'] as const)
    services
      .command(verb)
      .description(`${verb} the container of a service`)
      .argument('<sandbox>')
      .argument('<service>')
      .action(async (name: string, service: string) => {
        const api = await shell().api();
        const path = `/sandboxes/${await sandboxId(api, name)}/services/${encodeURIComponent(service)}`;
        await api.send('POST', `${path}/${verb}`);
        shell().print.note(`${name}/${service}: ${verb} is under way.`);
      });
}

import {
  type AgentView,
  type BranchView,
  type DeploymentView,
  type QueueView,
  type RepositoryView,
} from '@sdp/protocol';
import { type Command } from 'commander';
import { colourOf } from '../deployments/states.js';
import { whenText } from '../output/time-text.js';
import { type Shell } from '../shell.js';

type Queued = DeploymentView & { agentName: string };

/** What the platform has and does: the queue, agents, repositories. */
export function addPlatform(program: Command, shell: () => Shell): void {
  program
    .command('queue')
    .description('what runs and what waits, and what for')
    .action(async () => {
      const { agents } = await (await shell().api()).get<QueueView>('/queue');
      const rows: Queued[] = agents.flatMap(({ agent, deployments }) =>
        deployments.map((deployment) => ({ ...deployment, agentName: agent })),
      );
      shell().print.rows(
        rows,
        [
          { name: 'agent', of: ({ agentName }) => agentName },
          { name: 'deployment', of: ({ id }) => id },
          { name: 'service', of: ({ sandboxName, service }) => `${sandboxName}/${service}` },
          { name: 'state', of: ({ state }) => state, colour: ({ state }) => colourOf(state) },
          { name: 'by', of: ({ requestedBy }) => requestedBy },
          { name: 'waits for', of: ({ queue }) => queue?.waitsFor ?? '' },
        ],
        'Nothing runs, and nothing waits.',
      );
    });

  program
    .command('agents')
    .description('list the hosts that deploy')
    .action(async () => {
      const agents = await (await shell().api()).get<AgentView[]>('/agents');
      shell().print.rows(
        agents,
        [
          { name: 'name', of: ({ name }) => name },
          { name: 'kind', of: ({ kind }) => kind },
          {
            name: 'is',
            of: (agent) => stateOf(agent),
            colour: ({ isConnected }) => (isConnected ? 'green' : 'red'),
          },
          { name: 'runs', of: ({ running, capacity }) => `${running}/${capacity ?? '?'}` },
          { name: 'waiting', of: ({ queued }) => String(queued) },
          { name: 'instances', of: ({ instances }) => String(instances) },
          { name: 'seen', of: ({ lastContactAt }) => whenText(lastContactAt) },
        ],
        'No agent has ever connected.',
      );
    });

  program
    .command('repositories')
    .description('list what can be deployed')
    .action(async () => {
      const repositories = await (await shell().api()).get<RepositoryView[]>('/repositories');
      shell().print.rows(
        repositories,
        [
          { name: 'name', of: ({ name }) => name },
          { name: 'stack', of: ({ stack }) => stack },
          { name: 'default branch', of: ({ defaultBranch }) => defaultBranch },
          { name: 'agents', of: ({ agents }) => agents.join(',') },
          { name: 'url', of: ({ url }) => url },
        ],
        'There is no repository.',
      );
    });

  program
    .command('branches')
    .description('list the branches of a repository')
    .argument('<repository>')
    .option('--search <text>')
    .action(async (name: string, { search = '' }: { search?: string }) => {
      const path = `/repositories/${encodeURIComponent(name)}/branches?q=${encodeURIComponent(search)}`;
      const branches = await (await shell().api()).get<BranchView[]>(path);
      shell().print.rows(
        branches,
        [
          { name: 'branch', of: (branch) => branch.name },
          { name: 'commit', of: ({ commit }) => commit.id.slice(0, 8) },
          { name: 'by', of: ({ commit }) => commit.author },
          { name: 'subject', of: ({ commit }) => commit.subject },
        ],
        'There is no such branch.',
      );
    });
}

function stateOf({ isConnected, noSchedule, isRevoked }: AgentView): string {
  if (isRevoked) return 'revoked';
  if (!isConnected) return 'away';
  return noSchedule ? 'drained' : 'connected';
}

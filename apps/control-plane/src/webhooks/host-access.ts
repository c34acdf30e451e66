import { Injectable } from '@nestjs/common';
import { AgentsService } from '../agents/agents.service.js';
import { RepositoriesService } from '../repositories/repositories.service.js';

/** Whether agents' hosts can read repositories without anybody's credentials. */
@Injectable()
export class HostAccess {
  constructor(
    private readonly agents: AgentsService,
    private readonly repositories: RepositoriesService,
  ) {}

  /** Why not, as the rest of a sentence; null when it can. */
  async lackOf(agentId: string, repository: string): Promise<string | null> {
    const { name, gitHosts } = await this.agents.get(agentId);
    const { hostname, port, protocol } = new URL((await this.repositories.get(repository)).url);
    const withPort = `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
    if (gitHosts.includes(withPort) || (port === '' && gitHosts.includes(hostname))) return null;
    return `since agent ${name} has no read access of its own to ${hostname} (SDP_GIT_READ_USER)`;
  }
}

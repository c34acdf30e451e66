import { Inject, Injectable } from '@nestjs/common';
import { Repositories } from '@sdp/deployer';
import { type AgentHello } from '@sdp/protocol';
import { AGENT_IDENTITY, type AgentIdentity } from '../agent-identity.js';
import { AgentConfig } from '../config/agent-config.js';
import { OwnGitAccess } from '../git-access/own-git-access.js';
import { versionOf } from '../version.js';

/** What the agent is and what it can do, whatever happens on its host. */
@Injectable()
export class SelfDescription {
  constructor(
    @Inject(AGENT_IDENTITY) private readonly identity: AgentIdentity,
    private readonly config: AgentConfig,
    private readonly repositories: Repositories,
    private readonly access: OwnGitAccess,
  ) {}

  describe(): Omit<AgentHello, 'deployments' | 'instances' | 'images' | 'switch'> {
    const { address, portRange, capacity, release } = this.config;
    return {
      ...this.identity,
      version: versionOf(release),
      address,
      portRange,
      capacity,
      repositories: this.repositories.list(),
      // Not said where there is none: a control plane that does not know the word refuses it.
      ...(this.access.hosts.length > 0 ? { gitHosts: [...this.access.hosts] } : {}),
    };
  }
}

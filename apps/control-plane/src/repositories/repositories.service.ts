import { Injectable, Logger } from '@nestjs/common';
import {
  type AddRepositoryRequest,
  type AnnouncedRepository,
  type BranchView,
  type GitCredentials,
  type RepositoryView,
} from '@sdp/protocol';
import { Not } from 'typeorm';
import { AgentsService } from '../agents/agents.service.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { CredentialUse } from '../auth/credential-use.js';
import { ChangeFeed } from '../changes/change-feed.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { Announcement } from './announcement.entity.js';
import { matchingBranches, readAnnouncedRepository } from './agent-findings.js';
import { Repository } from './repository.entity.js';

/** The agent clones before it answers. */
const ADD_TIMEOUT_MS = 300_000;
const BRANCHES_TIMEOUT_MS = 30_000;

@Injectable()
export class RepositoriesService {
  private readonly logger = new Logger(RepositoriesService.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly agents: AgentsService,
    private readonly use: CredentialUse,
    private readonly changes: ChangeFeed,
    private readonly audit: AuditTrail,
  ) {}

  /** An agent's word on what it can fetch replaces its earlier word. */
  async announce(agentId: string, announced: AnnouncedRepository[]): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.announcements.delete({ agentId });
      for (const repository of announced) await this.takeOver(agentId, repository);
    });
  }

  async add(request: AddRepositoryRequest, credentials: GitCredentials): Promise<RepositoryView> {
    const { name, url, kind } = request;
    const known = await this.repositories.findOneBy({ name });
    if (known && known.url !== url) throw nameTaken(known);

    const agent = (await this.agents.connected()).find((connected) => connected.kind === kind);
    if (!agent) throw new DomainError('no-agent', `No ${kind} agent is connected. Start one and try again.`);

    const frame = { name, url, credentials };
    const answer = await this.use.request(agent.id, 'repositories:add', frame, ADD_TIMEOUT_MS);
    const added = readAnnouncedRepository(answer, name);
    await this.unitOfWork.run(async () => {
      await this.takeOver(agent.id, added);
      await this.audit.record({
        action: 'repository.added',
        subject: name,
        summary: `added repository ${name} on agent ${agent.name}`,
        details: { url, agent: agent.name },
      });
    });
    return this.view(name);
  }

  async views(): Promise<RepositoryView[]> {
    const repositories = await this.repositories.find({ order: { name: 'ASC' } });
    const announcements = await this.announcements.find();
    const agents = await this.agents.byIds(announcements.map(({ agentId }) => agentId));
    const connected = new Set((await this.agents.connected()).map(({ id }) => id));

    return repositories.map(({ name, url, stack, defaultBranch }) => {
      const ids = announcements.filter(({ repository }) => repository === name).map(({ agentId }) => agentId);
      const names = ids.map((id) => agents.get(id)?.name ?? '').sort();
      return {
        name,
        url,
        stack,
        defaultBranch,
        agents: names,
        isAvailable: ids.some((id) => connected.has(id)),
      };
    });
  }

  async get(name: string): Promise<Repository> {
    const repository = await this.repositories.findOneBy({ name });
    if (!repository) throw unknown(name);
    return repository;
  }

  async stacks(): Promise<Map<string, Repository['stack']>> {
    const repositories = await this.repositories.find();
    return new Map(repositories.map(({ name, stack }) => [name, stack]));
  }

  async agentIdsOf(repository: string): Promise<string[]> {
    const announcements = await this.announcements.findBy({ repository });
    return announcements.map(({ agentId }) => agentId);
  }

  /** Newest first; `query` is any part of the name. */
  async branches(name: string, query: string, credentials: GitCredentials): Promise<BranchView[]> {
    await this.get(name);
    const connected = new Set((await this.agents.connected()).map(({ id }) => id));
    const agentId = (await this.agentIdsOf(name)).find((id) => connected.has(id));
    if (!agentId) {
      const message = `No agent that can fetch ${name} is connected, so its branches cannot be listed. Start one.`;
      throw new DomainError('no-agent', message);
    }
    const frame = { repository: name, credentials };
    return matchingBranches(
      await this.use.request(agentId, 'branches:list', frame, BRANCHES_TIMEOUT_MS),
      query,
    );
  }

  private get repositories() {
    return this.unitOfWork.manager.getRepository(Repository);
  }

  private get announcements() {
    return this.unitOfWork.manager.getRepository(Announcement);
  }

  private async view(name: string): Promise<RepositoryView> {
    const view = (await this.views()).find((repository) => repository.name === name);
    if (!view) throw unknown(name);
    return view;
  }

  /** One name means one remote: the first agent to announce it decides, as long as it stands by it. */
  private async takeOver(
    agentId: string,
    { name, url, stack, defaultBranch }: AnnouncedRepository,
  ): Promise<void> {
    const known = await this.repositories.findOneBy({ name });
    if (known && known.url !== url && (await this.isAnnouncedByAnother(agentId, name))) {
      this.logger.warn(
        `An agent announced repository ${name} with another URL than the agents before; ignored`,
      );
      return;
    }
    await this.repositories.save({ name, url, stack, defaultBranch });
    await this.announcements.save({ repository: name, agentId });
    this.changes.announce('repository', name);
  }

  private isAnnouncedByAnother(agentId: string, repository: string): Promise<boolean> {
    return this.announcements.existsBy({ repository, agentId: Not(agentId) });
  }
}

function unknown(name: string): DomainError {
  return new DomainError('repository-unknown', `No agent knows a repository named ${name}. Add it first.`);
}

function nameTaken({ name, url }: Repository): DomainError {
  return new DomainError('name-taken', `The name ${name} belongs to ${url}. Choose another name.`);
}

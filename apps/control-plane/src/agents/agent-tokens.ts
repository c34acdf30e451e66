import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type ConfiguredAgent } from '@sdp/settings';
import { Subject } from 'rxjs';
import { In, IsNull, Not } from 'typeorm';
import { AuditTrail } from '../audit/audit-trail.js';
import { ChangeFeed } from '../changes/change-feed.js';
import { Config } from '../config/config.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { notFound } from '../errors/domain-error.js';
import { Agent } from './agent.entity.js';

/**
 * What proves an agent. The configuration says which agents there are and gives each its first token; from then on
 * ops may give another or take it away, and that stays so until the configuration's own token changes.
 */
@Injectable()
export class AgentTokens implements OnModuleInit {
  /** Id of an agent whose token is not good any more: whoever holds something open with it lets go. */
  readonly ended = new Subject<string>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly config: Config,
    private readonly changes: ChangeFeed,
    private readonly audit: AuditTrail,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.unitOfWork.run(() => this.takeOverConfiguration());
  }

  /** Compares with every known token in the same time, whether and where it matches. */
  async authenticate(token: unknown): Promise<Agent | null> {
    if (typeof token !== 'string') return null;
    const hash = Buffer.from(hashOf(token), 'hex');
    const known = await this.table.findBy({ tokenHash: Not(IsNull()) });
    const matching = known.filter((agent) =>
      timingSafeEqual(Buffer.from(agent.tokenHash ?? '', 'hex'), hash),
    );
    return matching[0] ?? null;
  }

  /** Whether it is still the token that somebody connected with. */
  async isCurrent(agentId: string, tokenHash: string): Promise<boolean> {
    return this.table.existsBy({ id: agentId, tokenHash });
  }

  /** The new token can be had this once; the old one dies, and its connection with it. */
  async rotate(agentId: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.replace(agentId, hashOf(token), 'token-rotated', 'gave a new token to');
    return token;
  }

  async revoke(agentId: string): Promise<void> {
    await this.replace(agentId, null, 'token-revoked', 'took the token away from');
  }

  private get table() {
    return this.unitOfWork.manager.getRepository(Agent);
  }

  private async replace(
    agentId: string,
    tokenHash: string | null,
    verb: string,
    words: string,
  ): Promise<void> {
    await this.unitOfWork.run(async () => {
      const agent = await this.table.findOneBy({ id: agentId });
      if (!agent) throw notFound('agent');
      await this.table.update({ id: agentId }, { tokenHash });
      const { name } = agent;
      await this.audit.record({ action: `agent.${verb}`, subject: name, summary: `${words} agent ${name}` });
      this.changes.announce('agent', agentId);
      this.unitOfWork.afterCommit(() => this.ended.next(agentId));
    });
  }

  /** Agents that the configuration names no more keep their row, since instances point to it, but not their token. */
  private async takeOverConfiguration(): Promise<void> {
    const names = this.config.agents.map(({ name }) => name);
    const gone = { configuredName: Not(In(names)) };
    await this.table.update(gone, { tokenHash: null, configuredName: null, configuredTokenHash: null });
    for (const agent of this.config.agents) await this.takeOver(agent);
  }

  private async takeOver({ name, kind, token }: ConfiguredAgent): Promise<void> {
    const configuredTokenHash = hashOf(token);
    const known = await this.configured(name);
    const isUnchanged = known?.configuredTokenHash === configuredTokenHash;
    await this.table.save({
      ...(known ?? { id: randomUUID(), name: await this.freeName(name), strategies: [], noSchedule: false }),
      kind,
      configuredName: name,
      configuredTokenHash,
      tokenHash: isUnchanged ? known.tokenHash : configuredTokenHash,
    });
  }

  /** One that was renamed goes by the name of before; one that was taken out may come back. */
  private async configured(name: string): Promise<Agent | null> {
    const known = await this.table.findOneBy({ configuredName: name });
    return known ?? this.table.findOneBy({ name, configuredName: IsNull() });
  }

  /** Another agent may have been given the name since. */
  private async freeName(name: string): Promise<string> {
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? name : `${name.slice(0, 36)}-${number}`;
      if (!(await this.table.existsBy({ name: candidate }))) return candidate;
    }
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { In } from 'typeorm';
import { PLATFORM } from '../../audit/audit-trail.js';
import { CredentialVault } from '../../auth/credential-vault.js';
import { DeploymentRecords } from '../deployment-records.js';
import { isTerminal } from '../deployment-states.js';
import { type Deployment } from '../deployment.entity.js';
import { type Hold, SandboxRules } from './sandbox-rules.js';

/** What keeps a queued deployment from going, whatever its agent is doing. */
export interface Block {
  hold: Hold | null;
  /** Services of its group that have to be over first. */
  services: string[];
  /** Whose credentials are missing. */
  credentialsOf: string | null;
}

/** Waits for somebody or something else for as long as it takes: that time is not its own. */
export function isParking({ hold, services }: Block): boolean {
  return hold !== null || services.length > 0;
}

export function mayGo(block: Block): boolean {
  return !isParking(block) && block.credentialsOf === null;
}

@Injectable()
export class QueueBlocks {
  constructor(
    private readonly records: DeploymentRecords,
    private readonly vault: CredentialVault,
    private readonly modules: ModuleRef,
  ) {}

  /** By deployment; every one of `queued` has an entry. */
  async of(queued: readonly Deployment[]): Promise<ReadonlyMap<string, Block>> {
    if (queued.length === 0) return new Map();
    const holds = await this.holds(queued);
    const unfinished = await this.unfinishedOfGroups(queued);
    return new Map(
      queued.map((deployment): [string, Block] => {
        const { id, groupId, requestedBy, dependsOn, goesAfter, needsCredentials } = deployment;
        const hold = holds.get(deployment.sandboxId) ?? null;
        const open = (groupId && unfinished.get(groupId)) || new Set<string>();
        const lacksCredentials = needsCredentials && !this.vault.credentialsFor(id);
        return [
          id,
          {
            hold: hold && isHeldAgainst(hold.by, requestedBy) ? hold : null,
            services: [...dependsOn, ...goesAfter].filter((service) => open.has(service)),
            credentialsOf: lacksCredentials ? requestedBy : null,
          },
        ];
      }),
    );
  }

  private holds(queued: readonly Deployment[]): Promise<ReadonlyMap<string, Hold>> {
    // Asked for by name: the sandboxes' module is built on top of this one.
    const rules = this.modules.get(SandboxRules, { strict: false });
    return rules.holds([...new Set(queued.map(({ sandboxId }) => sandboxId))]);
  }

  private async unfinishedOfGroups(queued: readonly Deployment[]): Promise<Map<string, Set<string>>> {
    const groupIds = [...new Set(queued.flatMap(({ groupId }) => groupId ?? []))];
    const unfinished = new Map<string, Set<string>>();
    if (groupIds.length === 0) return unfinished;
    const members = await this.records.table.find({
      where: { groupId: In(groupIds) },
      select: { id: true, groupId: true, service: true, state: true },
    });
    for (const { groupId, service, state } of members)
      if (groupId && !isTerminal(state))
        unfinished.set(groupId, (unfinished.get(groupId) ?? new Set()).add(service));
    return unfinished;
  }
}

/** What the platform does by itself follows from something that was allowed. */
export function isHeldAgainst(holder: string, requestedBy: string): boolean {
  return holder !== requestedBy && requestedBy !== PLATFORM;
}

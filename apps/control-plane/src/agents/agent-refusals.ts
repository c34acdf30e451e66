import { Injectable } from '@nestjs/common';
import { type AgentRefusal } from '@sdp/protocol';
import { ChangeFeed } from '../changes/change-feed.js';
import { Clock } from '../clock/clock.js';

/**
 * Agents that proved who they are and were not let in all the same, and why. In memory: whoever is refused comes again
 * within seconds.
 */
@Injectable()
export class AgentRefusals {
  private readonly refusals = new Map<string, AgentRefusal>();

  constructor(
    private readonly clock: Clock,
    private readonly changes: ChangeFeed,
  ) {}

  note(agentId: string, reason: AgentRefusal['reason'], message: string): void {
    this.refusals.set(agentId, { at: this.clock.now().toISOString(), reason, message });
    this.changes.announce('agent', agentId);
  }

  /** It was let in, or is not expected to come any more. */
  forget(agentId: string): void {
    this.refusals.delete(agentId);
  }

  of(agentId: string): AgentRefusal | null {
    return this.refusals.get(agentId) ?? null;
  }
}

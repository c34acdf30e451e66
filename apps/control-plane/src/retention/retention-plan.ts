import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { EndedDeployments } from '../deployments/ended-deployments.js';
import { LogStore } from '../logs/log-store.js';
import { InUse } from './in-use.js';
import { type Removable, removable, type Situation } from './retention-rules.js';
import { TrustedClock } from './trusted-clock.js';

export interface Plan extends Situation {
  removable: Removable[];
}

/** What would go now. */
@Injectable()
export class RetentionPlan {
  constructor(
    private readonly config: Config,
    private readonly clock: TrustedClock,
    private readonly logs: LogStore,
    private readonly ended: EndedDeployments,
    private readonly inUse: InUse,
  ) {}

  async make(): Promise<Plan> {
    const situation = {
      now: this.clock.now(),
      sizes: await this.logs.sizes(),
      diskBytes: await this.logs.diskBytes(),
    };
    const ended = await this.ended.all();
    const inUse = await this.inUse.ids();
    const candidates = ended.filter(({ id }) => !inUse.has(id));
    return { ...situation, removable: removable(candidates, this.config.retention, situation) };
  }
}

import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Frames } from './frames.js';
import { Greeting } from './greeting.js';
import { ControlLink } from './link/control-link.js';
import { EngineWatch } from './observed/engine-watch.js';
import { RecoveryService } from './recovery/recovery.service.js';

/** The agent's start, in its order. Its end is in the services: each stops what it runs. */
@Injectable()
export class AgentService implements OnApplicationBootstrap {
  constructor(
    private readonly recovery: RecoveryService,
    private readonly watch: EngineWatch,
    private readonly link: ControlLink,
    private readonly greeting: Greeting,
    private readonly frames: Frames,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.recovery.begin();
    this.watch.begin();
    this.link.open(this.greeting, this.frames.handlers());
  }
}

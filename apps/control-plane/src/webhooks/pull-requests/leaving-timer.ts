import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Rounds } from '../../rounds/rounds.js';
import { SandboxLeaving } from './sandbox-leaving.js';

/** Holds end with time, or because somebody says so. */
@Injectable()
export class LeavingTimer implements OnApplicationShutdown {
  private readonly rounds = new Rounds("pull requests' sandboxes", () => this.leaving.goOn());

  constructor(private readonly leaving: SandboxLeaving) {}

  @Interval(2_000)
  wake(): void {
    this.rounds.wake();
  }

  onApplicationShutdown(): Promise<void> {
    return this.rounds.stop();
  }
}

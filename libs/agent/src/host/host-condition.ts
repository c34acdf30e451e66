import { Injectable } from '@nestjs/common';
import { type Heartbeat, type HostLoad } from '@sdp/protocol';
import { AgentConfig } from '../config/agent-config.js';
import { SandboxSwitch } from '../switch/sandbox-switch.js';
import { BaseImages } from './base-images.js';
import { diskOf } from './disk.js';
import { HostLoadMeter } from './host-load.js';

/** How the host stands at the moment. */
@Injectable()
export class HostCondition {
  constructor(
    private readonly config: AgentConfig,
    private readonly images: BaseImages,
    private readonly sandboxSwitch: SandboxSwitch,
    private readonly meter: HostLoadMeter,
  ) {}

  load(): HostLoad {
    return this.meter.look();
  }

  async disk(): Promise<Pick<Heartbeat, 'freeDiskBytes' | 'totalDiskBytes'>> {
    const { freeBytes, totalBytes } = await diskOf(this.config.dataDir);
    return { freeDiskBytes: freeBytes, totalDiskBytes: totalBytes };
  }

  async equipment(): Promise<Pick<Heartbeat, 'images' | 'switch'>> {
    return { images: await this.images.look(), switch: this.sandboxSwitch.view() };
  }
}

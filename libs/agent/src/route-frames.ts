import { Injectable } from '@nestjs/common';
import { done, type FrameHandlers } from './link/frame-router.js';
import { RouteProbes } from './probe/route-probes.js';
import { SandboxSwitch } from './switch/sandbox-switch.js';

/** What frames ask for about the way that requests take. */
@Injectable()
export class RouteFrames {
  constructor(
    private readonly probes: RouteProbes,
    private readonly sandboxSwitch: SandboxSwitch,
  ) {}

  handlers(): Pick<FrameHandlers, 'routes:probe' | 'switch:set'> {
    return {
      'routes:probe': (frame) => this.probes.probe(frame),
      'switch:set': done((frame) => this.sandboxSwitch.set(frame)),
    };
  }
}

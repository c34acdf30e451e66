import { Injectable } from '@nestjs/common';
import { InstanceOutput } from '@sdp/deployer';
import { InstanceLogsService } from './instances/instance-logs.service.js';
import { InstancesService } from './instances/instances.service.js';
import { done, type FrameHandlers, type FrameName } from './link/frame-router.js';

/** What frames ask for about running instances. */
@Injectable()
export class InstanceFrames {
  constructor(
    private readonly instances: InstancesService,
    private readonly logs: InstanceLogsService,
    private readonly output: InstanceOutput,
  ) {}

  handlers(): Pick<FrameHandlers, Extract<FrameName, `instance:${string}`>> {
    return {
      'instance:stop': done((frame) => this.instances.stop(frame)),
      'instance:start': done((frame) => this.instances.start(frame)),
      'instance:restart': done((frame) => this.instances.restart(frame)),
      'instance:remove': done((frame) => this.instances.remove(frame)),
      'instance:logs': done((frame) => this.logs.follow(frame)),
      'instance:logs-stop': done(({ streamId }) => this.logs.stop(streamId)),
      'instance:output': async (frame) => ({ lines: await this.output.read(frame, frame) }),
    };
  }
}

import { Injectable } from '@nestjs/common';
import { DeployError } from '@sdp/deployer';
import { AssignmentsService } from './assignments/assignments.service.js';
import { InstanceLogsService } from './instances/instance-logs.service.js';
import { InstancesService } from './instances/instances.service.js';
import { type FrameHandlers } from './link/frame-router.js';
import { ReconcileService } from './reconcile/reconcile.service.js';
import { RepositoriesService } from './repositories/repositories.service.js';

/** Which service does what a frame asks for. */
@Injectable()
export class Frames {
  constructor(
    private readonly repositories: RepositoriesService,
    private readonly assignments: AssignmentsService,
    private readonly instances: InstancesService,
    private readonly instanceLogs: InstanceLogsService,
    private readonly reconciliation: ReconcileService,
  ) {}

  handlers(): FrameHandlers {
    return {
      'credentials:probe': done((frame) => this.repositories.probe(frame)),
      'repositories:list': async () => this.repositories.list(),
      'repositories:add': (frame) => this.repositories.add(frame),
      'branches:list': (frame) => this.repositories.branches(frame),
      'deployment:run': done((frame) => this.assignments.accept(frame)),
      'deployment:cancel': done((frame) => this.assignments.cancel(frame)),
      'instance:stop': done((frame) => this.instances.stop(frame)),
      'instance:start': done((frame) => this.instances.start(frame)),
      'instance:restart': done((frame) => this.instances.restart(frame)),
      'instance:remove': done((frame) => this.instances.remove(frame)),
      'instance:logs': done((frame) => this.instanceLogs.follow(frame)),
      'instance:logs-stop': done(({ streamId }) => this.instanceLogs.stop(streamId)),
      'instance:output': () => notHere('read output'),
      'commits:compare': () => notHere('compare commits'),
      'routes:probe': () => notHere('probe routes'),
      'switch:set': () => notHere('set a sandbox switch'),
      reconcile: done((frame) => this.reconciliation.reconcile(frame)),
    };
  }
}

function notHere(what: string): Promise<never> {
  return Promise.reject(new DeployError('invalid-input', `This agent cannot ${what}.`, 'platform'));
}

/** Answers `null` when it is done. */
function done<T>(act: (frame: T) => Promise<void> | void): (frame: T) => Promise<null> {
  return async (frame) => {
    await act(frame);
    return null;
  };
}

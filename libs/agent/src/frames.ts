import { Injectable } from '@nestjs/common';
import { AssignmentsService } from './assignments/assignments.service.js';
import { InstanceFrames } from './instance-frames.js';
import { done, type FrameHandlers } from './link/frame-router.js';
import { ReconcileService } from './reconcile/reconcile.service.js';
import { RepositoriesService } from './repositories/repositories.service.js';
import { RouteFrames } from './route-frames.js';

/** Which service does what a frame asks for. */
@Injectable()
export class Frames {
  constructor(
    private readonly repositories: RepositoriesService,
    private readonly assignments: AssignmentsService,
    private readonly instances: InstanceFrames,
    private readonly routes: RouteFrames,
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
      'commits:compare': (frame) => this.repositories.compare(frame),
      reconcile: done((frame) => this.reconciliation.reconcile(frame)),
      ...this.instances.handlers(),
      ...this.routes.handlers(),
    };
  }
}

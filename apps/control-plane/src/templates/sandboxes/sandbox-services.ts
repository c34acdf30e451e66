import { Injectable } from '@nestjs/common';
import { type Viewer } from '../../auth/viewer.js';
import { ServiceInstancesService } from '../../sandboxes/instances/service-instances.service.js';
import { InstanceRemovalService } from '../../sandboxes/removal/instance-removal.service.js';
import { type Rendering } from '../content/render.js';
import { serviceChanges } from './service-changes.js';

/** Adds, changes and removes a sandbox's services. Call within a unit of work. */
@Injectable()
export class SandboxServices {
  constructor(
    private readonly instances: ServiceInstancesService,
    private readonly removal: InstanceRemovalService,
  ) {}

  async apply(sandboxId: string, user: Viewer, from: Rendering, to: Rendering): Promise<void> {
    const { loosen, add, update, remove } = serviceChanges(from.services, to.services);
    for (const { name, request } of loosen) await this.instances.update(sandboxId, name, user, request);
    for (const service of add) await this.instances.add(sandboxId, user, service);
    for (const { name, request } of update) await this.instances.update(sandboxId, name, user, request);
    for (const name of remove) await this.removal.remove(sandboxId, name, user);
  }
}

import { Injectable } from '@nestjs/common';
import { type Deployment } from './deployment.entity.js';

type Listener = (deployment: Deployment) => Promise<void>;

/** Tells that a deployment is over, within the unit of work that ends it: what follows from it commits with it. */
@Injectable()
export class DeploymentEndings {
  private readonly listeners: Listener[] = [];

  /** Call it once, when the module starts. What the listener throws undoes the end. */
  listen(listener: Listener): void {
    this.listeners.push(listener);
  }

  async tell(deployment: Deployment): Promise<void> {
    for (const listener of this.listeners) await listener(deployment);
  }
}

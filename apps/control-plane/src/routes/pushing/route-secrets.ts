import { Injectable } from '@nestjs/common';
import { EnvironmentsService } from '../../environments/environments.service.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { serviceOf } from '../effective/route-names.js';
import { type RouteSet } from './route-set.entity.js';
import { RouteSets } from './route-sets.js';

/** Variables that look like routes, and are secrets. */
@Injectable()
export class RouteSecrets {
  constructor(
    private readonly records: SandboxRecords,
    private readonly environments: EnvironmentsService,
    private readonly sets: RouteSets,
  ) {}

  /** What the gateway has of them when it is given the set: its agent will report them, too. */
  async note(set: RouteSet): Promise<void> {
    const { environmentId } = await this.records.get(set.sandboxId);
    const secretNames = await this.environments.secretNamesOf(environmentId);
    const isRoute = new Set(set.routes.map(({ variable }) => variable));
    const names = [...secretNames].filter((name) => serviceOf(name) !== null && !isRoute.has(name));
    await this.sets.noteSecrets(set, names);
  }
}

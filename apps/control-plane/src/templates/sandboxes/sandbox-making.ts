import { Injectable } from '@nestjs/common';
import { type Viewer } from '../../auth/viewer.js';
import { EnvironmentsService } from '../../environments/environments.service.js';
import { RouteOverrides } from '../../routes/overrides/route-overrides.js';
import { type SandboxBlueprint, SandboxBlueprints } from '../../sandboxes/sandbox-blueprints.js';
import { type Sandbox } from '../../sandboxes/sandbox.entity.js';
import { type Rendering } from '../content/render.js';
import { OverrideTargets } from '../override-targets.js';

/** What a rendering does not say of a sandbox. */
type Rest = Omit<SandboxBlueprint, 'labels' | 'variables' | 'environmentId'>;

/** Makes a sandbox look like a rendering. Call within a unit of work. */
@Injectable()
export class SandboxMaking {
  constructor(
    private readonly blueprints: SandboxBlueprints,
    private readonly environments: EnvironmentsService,
    private readonly targets: OverrideTargets,
    private readonly overrides: RouteOverrides,
  ) {}

  async make(user: Viewer, rendering: Rendering, rest: Rest): Promise<Sandbox> {
    const { description, environment, labels, variables, services, overrides } = rendering;
    const environmentId = environment === undefined ? null : (await this.environments.byName(environment)).id;
    const blueprint = { description, services, ...rest, labels, variables, environmentId };
    const sandbox = await this.blueprints.create(user, blueprint);
    await this.overrides.replaceAll(sandbox.id, await this.targets.find(overrides), user);
    return sandbox;
  }
}

import { Injectable } from '@nestjs/common';
import { type TemplateOverride } from '@sdp/protocol';
import { type Viewer } from '../auth/viewer.js';
import { RouteOverrides } from '../routes/route-overrides.js';
import { type SandboxBlueprint, SandboxBlueprints } from '../sandboxes/sandbox-blueprints.js';
import { type Sandbox } from '../sandboxes/sandbox.entity.js';
import { OverrideTargets } from './override-targets.js';

/** A sandbox with its services and its routes. Call within a unit of work. */
@Injectable()
export class SandboxMaking {
  constructor(
    private readonly blueprints: SandboxBlueprints,
    private readonly targets: OverrideTargets,
    private readonly overrides: RouteOverrides,
  ) {}

  async make(
    user: Viewer,
    overrides: Readonly<Record<string, TemplateOverride>> | undefined,
    blueprint: SandboxBlueprint,
  ): Promise<Sandbox> {
    const sandbox = await this.blueprints.create(user, blueprint);
    await this.overrides.replaceAll(sandbox.id, await this.targets.find(overrides), user);
    return sandbox;
  }
}

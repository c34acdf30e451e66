import { Injectable } from '@nestjs/common';
import { type RouteOverride, type TemplateOverride } from '@sdp/protocol';
import { type Viewer } from '../../auth/viewer.js';
import { EnvironmentsService } from '../../environments/environments.service.js';
import { RouteOverrides } from '../../routes/overrides/route-overrides.js';
import { SandboxesService } from '../../sandboxes/sandboxes.service.js';
import { compareContents } from '../content/compare.js';
import { type Rendering } from '../content/render.js';
import { OverrideTargets } from '../override-targets.js';
import { SandboxServices } from './sandbox-services.js';

type NamedOverrides = Readonly<Record<string, TemplateOverride>>;

/** Changes a sandbox's settings, services and routes. Call within a unit of work. */
@Injectable()
export class SandboxChanges {
  constructor(
    private readonly sandboxes: SandboxesService,
    private readonly services: SandboxServices,
    private readonly environments: EnvironmentsService,
    private readonly overrides: RouteOverrides,
    private readonly targets: OverrideTargets,
  ) {}

  /** From what it is to what it has to be. */
  async apply(sandboxId: string, user: Viewer, from: Rendering, to: Rendering): Promise<void> {
    if (!isSame({ ...from, services: [], overrides: {} }, { ...to, services: [], overrides: {} }))
      await this.sandboxes.update(sandboxId, user, await this.settingsOf(to));
    await this.services.apply(sandboxId, user, from, to);
    if (!isSame({ services: [], overrides: from.overrides }, { services: [], overrides: to.overrides }))
      await this.override(sandboxId, user, from.overrides ?? {}, to.overrides ?? {});
  }

  private async settingsOf({ description = '', labels = {}, environment, variables = {} }: Rendering) {
    const environmentId = environment === undefined ? null : (await this.environments.byName(environment)).id;
    return { description, labels, environmentId, variables };
  }

  /** What stays is not looked up again: its target may be gone, and that is said elsewhere. */
  private async override(
    sandboxId: string,
    user: Viewer,
    from: NamedOverrides,
    to: NamedOverrides,
  ): Promise<void> {
    const now = await this.overrides.of(sandboxId);
    const stays = (service: string) => service in now && isSameOverride(from[service], to[service]);
    const services = Object.keys(to);
    const kept = services.filter(stays).map((service): [string, RouteOverride] => [service, now[service]!]);
    const added = Object.entries(to).filter(([service]) => !stays(service));
    const found = await this.targets.find(Object.fromEntries(added));
    await this.overrides.replaceAll(sandboxId, { ...Object.fromEntries(kept), ...found }, user);
  }
}

function isSame(left: Rendering, right: Rendering): boolean {
  return compareContents(left, right).differences.length === 0;
}

function isSameOverride(left: TemplateOverride | undefined, right: TemplateOverride | undefined): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

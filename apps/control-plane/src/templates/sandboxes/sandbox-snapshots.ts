import { Injectable } from '@nestjs/common';
import { type RouteOverride, type TemplateOverride, type TemplateService } from '@sdp/protocol';
import { In } from 'typeorm';
import { EnvironmentsService } from '../../environments/environments.service.js';
import { RouteOverrides } from '../../routes/overrides/route-overrides.js';
import { type ServiceInstance } from '../../sandboxes/instances/service-instance.entity.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { type Sandbox } from '../../sandboxes/sandbox.entity.js';
import { type Rendering } from '../content/render.js';
import { tidyContent } from '../content/tidy-content.js';

/** Sandboxes in the words of templates. */
@Injectable()
export class SandboxSnapshots {
  constructor(
    private readonly records: SandboxRecords,
    private readonly environments: EnvironmentsService,
    private readonly overrides: RouteOverrides,
  ) {}

  /** As it is now, but for what is being removed. */
  async of({ id, description, labels, environmentId, variables }: Sandbox): Promise<Rendering> {
    const names = await this.environments.nameOf(environmentId ? [environmentId] : []);
    const services = await this.records.lasting(id);
    const overrides = await this.namedOverrides(await this.overrides.of(id));
    return tidyContent({
      description,
      environment: names.get(environmentId ?? ''),
      labels,
      variables,
      services: services.map(serviceOf),
      overrides,
    });
  }

  private async namedOverrides(
    overrides: Readonly<Record<string, RouteOverride>>,
  ): Promise<Record<string, TemplateOverride>> {
    const ids = Object.values(overrides).flatMap((one) => (one.kind === 'sandbox' ? [one.sandboxId] : []));
    const sandboxes = ids.length === 0 ? [] : await this.records.sandboxes.findBy({ id: In(ids) });
    const names = new Map(sandboxes.map(({ id, name }) => [id, name]));
    const named = (one: RouteOverride): TemplateOverride =>
      one.kind === 'sandbox' ? { kind: 'sandbox', sandbox: names.get(one.sandboxId) ?? one.sandboxId } : one;
    return Object.fromEntries(Object.entries(overrides).map(([service, one]) => [service, named(one)]));
  }
}

function serviceOf(instance: ServiceInstance): TemplateService {
  const { name, repository, branch, variables, limits, dependsOn, follows } = instance;
  return {
    name,
    repository,
    branch,
    commit: instance.pinnedCommit ?? undefined,
    containerPort: instance.containerPort ?? undefined,
    healthPath: instance.healthPath ?? undefined,
    variables,
    limits,
    dependsOn,
    follows,
  };
}

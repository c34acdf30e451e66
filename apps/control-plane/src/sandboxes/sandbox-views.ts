import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type SandboxSummary, type SandboxView, type ServiceInstanceView } from '@sdp/protocol';
import { In } from 'typeorm';
import { type Viewer } from '../auth/viewer.js';
import { DeploymentHistory } from '../deployments/deployment-history.js';
import { ServiceViews } from './instances/service-views.js';
import { RouteStates } from './route-states.js';
import { SandboxHeads } from './sandbox-heads.js';
import { SandboxRecords } from './sandbox-records.js';
import { type Sandbox } from './sandbox.entity.js';

/** Sandboxes as people see them. */
@Injectable()
export class SandboxViews {
  constructor(
    private readonly records: SandboxRecords,
    private readonly heads: SandboxHeads,
    private readonly services: ServiceViews,
    private readonly history: DeploymentHistory,
    private readonly modules: ModuleRef,
  ) {}

  async summaries(viewer: Viewer): Promise<SandboxSummary[]> {
    return this.summarize(await this.records.sandboxes.find({ order: { name: 'ASC' } }), viewer);
  }

  /** Of those that are still there. */
  async summariesOf(ids: readonly string[], viewer: Viewer): Promise<SandboxSummary[]> {
    return this.summarize(await this.records.sandboxes.findBy({ id: In([...ids]) }), viewer);
  }

  /** To nobody in particular when `viewer` is null. */
  async summary(id: string, viewer: Viewer | null): Promise<SandboxSummary> {
    const [summary] = await this.summarize([await this.records.get(id)], viewer);
    return summary!;
  }

  async view(id: string, viewer: Viewer): Promise<SandboxView> {
    const sandbox = await this.records.get(id);
    const [head] = await this.heads.of([sandbox], viewer);
    return {
      ...head!,
      variables: sandbox.variables,
      services: await this.servicesOf(sandbox, viewer),
      // Asked for by name: the module of the routes is built on top of this one.
      address: await this.modules.get(RouteStates, { strict: false }).addressOf(sandbox),
    };
  }

  async service(sandboxId: string, name: string, viewer: Viewer): Promise<ServiceInstanceView> {
    const sandbox = await this.records.get(sandboxId);
    await this.records.instance(sandboxId, name);
    const service = (await this.servicesOf(sandbox, viewer)).find((one) => one.name === name);
    return service!;
  }

  private async servicesOf(sandbox: Sandbox, viewer: Viewer): Promise<ServiceInstanceView[]> {
    const where = { sandboxId: sandbox.id };
    const instances = await this.records.instances.find({ where, order: { name: 'ASC' } });
    return this.services.of(sandbox, instances, viewer);
  }

  private async summarize(sandboxes: Sandbox[], viewer: Viewer | null): Promise<SandboxSummary[]> {
    const ids = sandboxes.map(({ id }) => id);
    const heads = await this.heads.of(sandboxes, viewer);
    const services = await this.serviceSummaries(ids);
    return heads.map((head) => ({ ...head, services: services.get(head.id) ?? [] }));
  }

  private async serviceSummaries(ids: string[]): Promise<Map<string, SandboxSummary['services']>> {
    const states = new Map(
      (await this.history.newestStates(ids)).map(({ sandboxId, service, state }) => [
        `${sandboxId}/${service}`,
        state,
      ]),
    );
    const summaries = new Map<string, SandboxSummary['services']>();
    for (const { sandboxId, name, observed } of await this.records.observedIn(ids)) {
      const service = { name, observed, deploymentState: states.get(`${sandboxId}/${name}`) ?? null };
      const others = summaries.get(sandboxId);
      if (others) others.push(service);
      else summaries.set(sandboxId, [service]);
    }
    return summaries;
  }
}

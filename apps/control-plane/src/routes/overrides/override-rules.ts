import { Injectable } from '@nestjs/common';
import { GATEWAY_SERVICE, type RouteOverride } from '@sdp/protocol';
import { type Viewer } from '../../auth/viewer.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { type Sandbox } from '../../sandboxes/sandbox.entity.js';
import { EffectiveRoutes } from '../effective/effective-routes.js';
import { routeVariable } from '../effective/route-names.js';
import { badOverride, urlNotAllowed, urlsAreForOps } from '../routes.errors.js';
import { UrlCheck } from './url-check.js';

/** Which overrides make sense, and who may set them. */
@Injectable()
export class OverrideRules {
  constructor(
    private readonly records: SandboxRecords,
    private readonly effective: EffectiveRoutes,
    private readonly urls: UrlCheck,
  ) {}

  /** Resolves the host of an explicit URL: not within a unit of work. */
  async assertUrlAllowed(service: string, override: RouteOverride, { role }: Viewer): Promise<void> {
    if (override.kind !== 'url') return;
    if (role !== 'ops') throw urlsAreForOps([service]);
    const refusal = await this.urls.thoroughRefusalOf(override.url);
    if (refusal) throw urlNotAllowed(service, refusal);
  }

  /** Answers the name of the sandbox that the override leads to. */
  async assertLeadsSomewhere(
    sandbox: Sandbox,
    service: string,
    override: RouteOverride,
  ): Promise<string | null> {
    if (service === GATEWAY_SERVICE)
      throw badOverride('service', `${service} is the gateway itself: it has no route to override.`);
    if (override.kind === 'sandbox') return this.targetSandboxName(sandbox, service, override.sandboxId);
    await this.assertKnown(sandbox, service, override.kind);
    return null;
  }

  private async targetSandboxName(sandbox: Sandbox, service: string, targetId: string): Promise<string> {
    if (targetId === sandbox.id)
      throw badOverride('sandboxId', 'That is the sandbox itself. Choose its own instance instead.');
    const target = await this.records.sandboxes.findOneBy({ id: targetId });
    const instance = await this.records.instances.findOneBy({ sandboxId: targetId, name: service });
    if (!target || target.deletingSince || !instance || instance.desired === 'removed')
      throw badOverride('sandboxId', `That sandbox has no instance of ${service}. Choose another one.`);
    return target.name;
  }

  private async assertKnown(
    { id, name }: Sandbox,
    service: string,
    kind: RouteOverride['kind'],
  ): Promise<void> {
    const { baseline, own } = await this.effective.sourcesOf(id);
    if (kind === 'instance' && !own.has(service))
      throw badOverride('kind', `Sandbox ${name} has no instance of ${service}. Add the service first.`);
    const variable = routeVariable(service);
    if (!own.has(service) && !(variable in baseline))
      throw badOverride(
        'service',
        `Nobody knows a service ${service} here: there is neither an instance of it nor ${variable} in the environment.`,
      );
  }
}

import { Injectable } from '@nestjs/common';
import { type ResolvedVariableView } from '@sdp/protocol';
import { RunRoutes } from '../sandboxes/run-routes.js';
import { SandboxRecords } from '../sandboxes/sandbox-records.js';
import { InstanceVariables } from './instance-variables.js';
import { viewsOf } from './resolution.js';

/** Variables as people see them. */
@Injectable()
export class VariableViews {
  constructor(
    private readonly records: SandboxRecords,
    private readonly routes: RunRoutes,
    private readonly variables: InstanceVariables,
  ) {}

  /** What the next deployment of a service is given, as of now. */
  async next(sandboxId: string, service: string): Promise<ResolvedVariableView[]> {
    const sandbox = await this.records.get(sandboxId);
    const instance = await this.records.instance(sandboxId, service);
    const targets = await this.routes.next(sandboxId, service);
    const { variables } = await this.variables.of(sandbox, instance, { targets, withdrawn: [] });
    return viewsOf(variables);
  }
}

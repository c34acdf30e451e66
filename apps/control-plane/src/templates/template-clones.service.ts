import { Injectable } from '@nestjs/common';
import { type AddServiceRequest, type CloneTemplateRequest } from '@sdp/protocol';
import { type Principal } from '../auth/principal.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EnvironmentsService } from '../environments/environments.service.js';
import { DeploymentGroups } from '../sandboxes/deployment-groups.service.js';
import { isBranchName } from './content/grammar.js';
import { type Rendering } from './content/render.js';
import { SandboxMaking } from './sandbox-making.js';
import { renderWith } from './template-parameters.js';
import { TemplateRecords } from './template-records.js';
import { unusableFields } from './templates.errors.js';

export interface Cloned {
  sandboxId: string;
  /** Of the deployment of all of it, when one was asked for. */
  groupId: string | null;
}

/** Makes sandboxes from templates: with everything in them, or not at all. */
@Injectable()
export class TemplateClonesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: TemplateRecords,
    private readonly environments: EnvironmentsService,
    private readonly making: SandboxMaking,
    private readonly groups: DeploymentGroups,
  ) {}

  clone(id: string, user: Principal, request: CloneTemplateRequest): Promise<Cloned> {
    return this.unitOfWork.run(async () => {
      const template = await this.records.get(id);
      const { version = template.version, parameters = {}, branches = {} } = request;
      const content = await this.records.contentOf(template, version);
      const rendering = renderWith(content, parameters);
      const { environment, description, labels, variables, overrides } = rendering;

      const sandbox = await this.making.make(user, overrides, {
        name: request.name,
        description: request.description ?? description,
        labels,
        environmentId: environment === undefined ? null : (await this.environments.byName(environment)).id,
        variables,
        ttlHours: content.ttlHours,
        services: withBranches(rendering, branches),
        template: { id, version, parameters },
        madeFrom: `template ${template.name} (version ${version})`,
      });
      const group = request.deploy ? await this.groups.start(sandbox.id, user) : null;
      return { sandboxId: sandbox.id, groupId: group?.id ?? null };
    });
  }
}

/** @throws DomainError `invalid-input` for a branch of no service, and for what is no branch. */
function withBranches(
  { services }: Rendering,
  branches: Readonly<Record<string, string>>,
): AddServiceRequest[] {
  const names = new Set(services.map(({ name }) => name));
  const problems = Object.entries(branches).flatMap(([name, branch]) => {
    const problem = names.has(name) ? isBranchName(branch) : 'is of no service of the template';
    return problem ? [[`branches.${name}`, `the branch of ${name} ${problem}`]] : [];
  });
  if (problems.length > 0) throw unusableFields(Object.fromEntries(problems));
  return services.map((service) => followed(service, branches[service.name]));
}

/** Another branch is followed: what was pinned is of the template's. */
function followed(
  service: AddServiceRequest & { name: string },
  branch: string | undefined,
): AddServiceRequest {
  return branch === undefined ? service : { ...service, branch, commit: undefined };
}

import { Injectable } from '@nestjs/common';
import { type CloneTemplateRequest, type TemplateService } from '@sdp/protocol';
import { type Viewer } from '../auth/viewer.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { DeploymentGroups } from '../sandboxes/deploying/deployment-groups.service.js';
import { type Requester } from '../sandboxes/deploying/instance-orders.js';
import { isBranchName } from './content/grammar.js';
import { type Rendering } from './content/render.js';
import { SandboxMaking } from './sandboxes/sandbox-making.js';
import { TemplateNews } from './template-news.js';
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
    private readonly news: TemplateNews,
    private readonly making: SandboxMaking,
    private readonly groups: DeploymentGroups,
  ) {}

  /** `ttlHours`: when it is not to be as the template says. */
  clone(
    id: string,
    user: Viewer & Requester,
    request: CloneTemplateRequest & { ttlHours?: number },
  ): Promise<Cloned> {
    return this.unitOfWork.run(async () => {
      const template = await this.records.get(id);
      const { version = template.version, parameters = {}, branches = {} } = request;
      const content = await this.records.contentOf(template, version);
      const rendering = renderWith(content, parameters);
      const sandbox = await this.making.make(user, withBranches(rendering, branches), {
        name: request.name,
        ...(request.description === undefined ? {} : { description: request.description }),
        ttlHours: request.ttlHours ?? content.ttlHours,
        template: { id, version, parameters },
        madeFrom: `template ${template.name} (version ${version})`,
      });
      this.news.cloned(id);
      const group = request.deploy ? await this.groups.start(sandbox.id, user) : null;
      return { sandboxId: sandbox.id, groupId: group?.id ?? null };
    });
  }
}

/** @throws DomainError `invalid-input` for a branch of no service, and for what is no branch. */
function withBranches(rendering: Rendering, branches: Readonly<Record<string, string>>): Rendering {
  const names = new Set(rendering.services.map(({ name }) => name));
  const problems = Object.entries(branches).flatMap(([name, branch]) => {
    const problem = names.has(name) ? isBranchName(branch) : 'is of no service of the template';
    return problem ? [[`branches.${name}`, `the branch of ${name} ${problem}`]] : [];
  });
  if (problems.length > 0) throw unusableFields(Object.fromEntries(problems));
  return {
    ...rendering,
    services: rendering.services.map((service) => followed(service, branches[service.name])),
  };
}

/** Another branch is followed: the commit that was pinned is of the template's. */
function followed(service: TemplateService, branch: string | undefined): TemplateService {
  return branch === undefined ? service : { ...service, branch, commit: undefined };
}

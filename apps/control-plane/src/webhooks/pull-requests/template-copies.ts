import { Injectable } from '@nestjs/common';
import { type CloneTemplateRequest } from '@sdp/protocol';
import { type Viewer } from '../../auth/viewer.js';
import { DeploymentGroupRecords } from '../../deployments/groups/deployment-group-records.js';
import { type Requester } from '../../sandboxes/deploying/instance-orders.js';
import { TemplateClonesService } from '../../templates/template-clones.service.js';
import { TemplateRecords } from '../../templates/template-records.js';
import { type PullRequestRule } from './pull-request-rule.entity.js';
import { type PullRequest } from './pull-request.entity.js';

/** A template with the branch of a pull request in it, deployed at once. */
@Injectable()
export class TemplateCopies {
  constructor(
    private readonly templates: TemplateRecords,
    private readonly clones: TemplateClonesService,
    private readonly groups: DeploymentGroupRecords,
  ) {}

  async make(
    owner: Viewer & Requester,
    rule: PullRequestRule,
    pullRequest: PullRequest,
    name: string,
  ): Promise<{ sandboxId: string; deploymentIds: string[] }> {
    const request = {
      ...(await this.branchIn(rule, pullRequest)),
      name,
      description: `Pull request #${pullRequest.number} of ${pullRequest.repository}`,
      deploy: true,
      ...(rule.ttlHours === null ? {} : { ttlHours: rule.ttlHours }),
    };
    const { sandboxId, groupId } = await this.clones.clone(rule.templateId, owner, request);
    const members = groupId === null ? [] : await this.groups.members(groupId);
    return { sandboxId, deploymentIds: members.map(({ id }) => id) };
  }

  /** As the parameter that the rule names, or else as the branch of each service of the repository. */
  private async branchIn(
    { templateId, branchParameter, parameters, repository }: PullRequestRule,
    { sourceBranch }: PullRequest,
  ): Promise<Pick<CloneTemplateRequest, 'parameters' | 'branches'>> {
    if (branchParameter !== null) return { parameters: { ...parameters, [branchParameter]: sourceBranch } };
    const { services } = await this.templates.contentOf(await this.templates.get(templateId));
    const own = services.filter((service) => service.repository === repository);
    return { parameters, branches: Object.fromEntries(own.map(({ name }) => [name, sourceBranch])) };
  }
}

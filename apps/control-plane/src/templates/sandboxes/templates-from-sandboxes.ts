import { Injectable } from '@nestjs/common';
import { type TemplateContent, type TemplateOverride } from '@sdp/protocol';
import { type Viewer } from '../../auth/viewer.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { EnvironmentsService } from '../../environments/environments.service.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { escapePlaceholders } from '../content/placeholders.js';
import { type Rendering } from '../content/render.js';
import { type Template } from '../template.entity.js';
import { TemplatesService } from '../templates.service.js';
import { SandboxSnapshots } from './sandbox-snapshots.js';

interface Copy {
  content: TemplateContent;
  /** What did not come along, as people call it. */
  leftOut: string[];
}

/** Makes templates of sandboxes. */
@Injectable()
export class TemplatesFromSandboxes {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sandboxes: SandboxRecords,
    private readonly environments: EnvironmentsService,
    private readonly snapshots: SandboxSnapshots,
    private readonly templates: TemplatesService,
  ) {}

  /** Everybody may read every sandbox, so everybody who makes templates may copy it. */
  create(user: Viewer, sandboxId: string, name: string): Promise<Template> {
    return this.unitOfWork.run(async () => {
      const sandbox = await this.sandboxes.get(sandboxId);
      const secretNames = await this.environments.secretNamesOf(sandbox.environmentId);
      const { content, leftOut } = copyOf(await this.snapshots.of(sandbox), secretNames, user);
      const without = leftOut.length > 0 ? `, without ${leftOut.join(', ')}` : '';
      return this.templates.create(
        user,
        name,
        content,
        `from sandbox ${sandbox.name}${without}`.slice(0, 200),
      );
    });
  }
}

/**
 * A value that stands in for a secret of the environment is as good as one, and stays behind; so does an explicit
 * address, unless ops makes the template.
 */
function copyOf(snapshot: Rendering, secretNames: ReadonlySet<string>, { role }: Viewer): Copy {
  const { variables, services, overrides } = snapshot;
  const isSecret = (name: string) => secretNames.has(name);
  const isForOps = ([, override]: [string, TemplateOverride]) => override.kind === 'url' && role !== 'ops';

  const all = [variables, ...services.map((service) => service.variables)].flatMap((one) =>
    Object.keys(one ?? {}),
  );
  const secrets = [...new Set(all)].filter(isSecret);
  const addresses = Object.entries(overrides ?? {}).filter(isForOps);
  const content = {
    ...snapshot,
    variables: plain(variables),
    services: services.map((service) => ({ ...service, variables: plain(service.variables) })),
    overrides: Object.fromEntries(Object.entries(overrides ?? {}).filter((one) => !isForOps(one))),
  };
  const leftOut = [...secrets, ...addresses.map(([service]) => `the address of ${service}`)];
  return { content, leftOut };

  function plain(values: Record<string, string> = {}): Record<string, string> {
    const kept = Object.entries(values).filter(([name]) => !isSecret(name));
    return Object.fromEntries(kept.map(([name, value]) => [name, escapePlaceholders(value)]));
  }
}

import { Injectable } from '@nestjs/common';
import { type TemplateContent, type TemplateProblem } from '@sdp/protocol';
import { type Viewer } from '../auth/viewer.js';
import { EnvironmentsService } from '../environments/environments.service.js';
import { RepositoriesService } from '../repositories/repositories.service.js';
import { SandboxRecords } from '../sandboxes/sandbox-records.js';
import { checkContent } from './content/check-content.js';
import { type Surroundings } from './content/service-sense.js';
import { locateJson } from './content/json-content.js';
import { type Problem } from './content/located.js';
import { addressesByOpsOnly, unusableFields, unusableYaml } from './templates.errors.js';
import { readTemplateYaml } from './yaml/read-template-yaml.js';

const ROOT = 'content';
/** As JSON. A template of fifty services is a tenth of it. */
const MAX_CONTENT = 131_072;
/** Nobody reads more. */
const MAX_PROBLEMS = 100;
const TOO_LARGE = `${ROOT} must not be larger than ${MAX_CONTENT} characters as JSON; keep large values elsewhere`;

/** Says whether something is a template that this installation can make sandboxes from. */
@Injectable()
export class TemplateChecks {
  constructor(
    private readonly repositories: RepositoriesService,
    private readonly environments: EnvironmentsService,
    private readonly sandboxes: SandboxRecords,
  ) {}

  /** @throws DomainError `invalid-input` with every field that is wrong. */
  async usable(content: unknown): Promise<TemplateContent> {
    if (JSON.stringify(content).length > MAX_CONTENT) throw unusableFields({ [ROOT]: TOO_LARGE });
    const checked = checkContent(locateJson(content, { path: ROOT, name: ROOT }), await this.surroundings());
    if ('problems' in checked) throw unusableFields(fieldsOf(checked.problems));
    return checked.content;
  }

  /** @throws DomainError `invalid-input` with the line and column of everything that is wrong. */
  async usableYaml(yaml: string, ownName?: string): Promise<{ name: string; content: TemplateContent }> {
    const read = readTemplateYaml(yaml, await this.surroundings(), ownName);
    if ('problems' in read) throw unusableYaml(read.problems);
    return read;
  }

  async problemsOfYaml(yaml: string): Promise<TemplateProblem[]> {
    const read = readTemplateYaml(yaml, await this.surroundings());
    return 'problems' in read ? read.problems : [];
  }

  private async surroundings(): Promise<Surroundings> {
    const sandboxes = await this.sandboxes.sandboxes.find({ select: { name: true } });
    return {
      repositories: new Set((await this.repositories.stacks()).keys()),
      environments: new Set((await this.environments.idsByName()).keys()),
      sandboxes: new Set(sandboxes.map(({ name }) => name)),
    };
  }
}

/**
 * Whoever clones a template gets its explicit addresses, too; so only ops put them there, and what was there stays.
 * @throws DomainError `forbidden`.
 */
export function assertMayLeadTo(
  content: TemplateContent,
  before: TemplateContent | null,
  { role }: Viewer,
): void {
  if (role === 'ops') return;
  const isNew = ([service, url]: [string, string]) => addressesIn(before).get(service) !== url;
  const added = [...addressesIn(content)].filter(isNew).map(([service]) => service);
  if (added.length > 0) throw addressesByOpsOnly(added);
}

function addressesIn(content: TemplateContent | null): ReadonlyMap<string, string> {
  const overrides = Object.entries(content?.overrides ?? {});
  return new Map(overrides.flatMap(([service, one]) => (one.kind === 'url' ? [[service, one.url]] : [])));
}

function fieldsOf(problems: readonly Problem[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { place, message } of problems.slice(0, MAX_PROBLEMS))
    fields[place.path] = fields[place.path] ? `${fields[place.path]}; ${message}` : message;
  return fields;
}

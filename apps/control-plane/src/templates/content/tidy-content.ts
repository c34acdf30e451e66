import { type TemplateContent, type TemplateParameter, type TemplateService } from '@sdp/protocol';

/** The same content as it is always written: keys in one order, and nothing that says nothing. */
export function tidyContent(content: TemplateContent): TemplateContent {
  return said<TemplateContent>({
    description: content.description || undefined,
    environment: content.environment,
    ttlHours: content.ttlHours,
    labels: content.labels,
    parameters: content.parameters?.length ? content.parameters.map(tidyParameter) : undefined,
    variables: content.variables,
    services: content.services.map(tidyService),
    overrides: content.overrides,
  });
}

function tidyParameter({
  name,
  label,
  default: preset,
  pattern,
  choices,
}: TemplateParameter): TemplateParameter {
  return said<TemplateParameter>({ name, label: label || undefined, default: preset, pattern, choices });
}

function tidyService(service: TemplateService): TemplateService {
  const { memoryMb, cpus } = service.limits ?? {};
  return said<TemplateService>({
    name: service.name,
    repository: service.repository,
    branch: service.branch,
    commit: service.commit,
    containerPort: service.containerPort,
    healthPath: service.healthPath,
    variables: service.variables,
    limits: said({ memoryMb: memoryMb ?? undefined, cpus: cpus ?? undefined }),
    dependsOn: service.dependsOn?.length ? service.dependsOn : undefined,
    follows: service.follows || undefined,
  });
}

function said<T extends object>(values: Record<keyof T, unknown>): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !saysNothing(value))) as T;
}

function saysNothing(value: unknown): boolean {
  const isSet = typeof value === 'object' && !Array.isArray(value);
  return isSet ? Object.keys(value ?? {}).length === 0 : value === undefined;
}

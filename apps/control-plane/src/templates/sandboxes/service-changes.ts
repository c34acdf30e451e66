import { type TemplateService, type UpdateServiceRequest } from '@sdp/protocol';

/** What has to be done to the services of a sandbox, in this order: at no point do dependencies go in a circle. */
export interface ServiceChanges {
  /** Dependencies that go, before others come. */
  loosen: { name: string; request: UpdateServiceRequest }[];
  /** Each after those it depends on. */
  add: TemplateService[];
  update: { name: string; request: UpdateServiceRequest }[];
  remove: string[];
}

export function serviceChanges(
  from: readonly TemplateService[],
  to: readonly TemplateService[],
): ServiceChanges {
  const before = byName(from);
  const after = byName(to);
  const staying = to.filter(({ name }) => before.has(name));
  const loosened = staying.map((service) => ({ service, left: leftOf(before.get(service.name)!, service) }));
  return {
    loosen: loosened.flatMap(({ service: { name }, left }) =>
      isSame(left, before.get(name)!.dependsOn ?? []) ? [] : [{ name, request: { dependsOn: left } }],
    ),
    add: dependenciesFirst(to.filter(({ name }) => !before.has(name))),
    update: loosened.flatMap(({ service, left }) => {
      const request = differenceBetween({ ...before.get(service.name)!, dependsOn: left }, service);
      return Object.keys(request).length === 0 ? [] : [{ name: service.name, request }];
    }),
    remove: from.filter(({ name }) => !after.has(name)).map(({ name }) => name),
  };
}

function leftOf(
  { dependsOn: before = [] }: TemplateService,
  { dependsOn: after = [] }: TemplateService,
): string[] {
  return before.filter((name) => after.includes(name));
}

/** What differs only; a branch goes with its commit, since another branch alone takes the pin away. */
function differenceBetween(from: TemplateService, to: TemplateService): UpdateServiceRequest {
  const [before, after] = [requestOf(from), requestOf(to)];
  const changed = (Object.keys(after) as (keyof typeof after)[]).filter(
    (key) => !isSame(before[key], after[key]),
  );
  const named = changed.includes('branch') ? new Set([...changed, 'commit']) : new Set<string>(changed);
  return Object.fromEntries(Object.entries(after).filter(([key]) => named.has(key)));
}

function requestOf({ branch, commit, containerPort, healthPath, ...more }: TemplateService) {
  return {
    branch,
    commit: commit ?? null,
    containerPort: containerPort ?? null,
    healthPath: healthPath ?? null,
    variables: more.variables ?? {},
    limits: more.limits ?? {},
    dependsOn: (more.dependsOn ?? []).toSorted(),
    follows: more.follows ?? false,
  } satisfies UpdateServiceRequest;
}

function dependenciesFirst(services: readonly TemplateService[]): TemplateService[] {
  const ordered = new Map<string, TemplateService>();
  const waiting = byName(services);
  const place = (service: TemplateService) => {
    if (!waiting.delete(service.name)) return;
    for (const name of service.dependsOn ?? []) if (waiting.has(name)) place(waiting.get(name)!);
    ordered.set(service.name, service);
  };
  services.forEach(place);
  return [...ordered.values()];
}

function byName(services: readonly TemplateService[]): Map<string, TemplateService> {
  return new Map(services.map((service) => [service.name, service]));
}

/** Objects are the same whatever the order of their keys. */
function isSame(left: unknown, right: unknown): boolean {
  return textOf(left) === textOf(right);
}

function textOf(value: unknown): string {
  const isSet = typeof value === 'object' && value !== null && !Array.isArray(value);
  return JSON.stringify(isSet ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value);
}

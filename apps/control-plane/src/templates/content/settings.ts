import {
  type TemplateContent,
  type TemplateOverride,
  type TemplateParameter,
  type TemplateService,
} from '@sdp/protocol';

/** The parts of a content, in the order in which people read them. */
export const PARTS: readonly (keyof TemplateContent)[] = [
  'description',
  'environment',
  'ttlHours',
  'labels',
  'parameters',
  'variables',
  'services',
  'overrides',
];

/** One thing that a content says, e.g. the branch of one service. */
export interface Setting {
  /** E.g. `['services', 'orders', 'branch']`. */
  path: readonly string[];
  value: unknown;
}

/** Everything that a content says, by path as one text. Services and parameters are found by their names. */
export type Settings = ReadonlyMap<string, Setting>;

export function settingsOf(content: TemplateContent): Settings {
  const { labels, parameters, variables, services, overrides, ...plain } = content;
  return settings([
    ...settingsIn(plain),
    ...settingsIn(labels, 'labels'),
    ...(parameters ?? []).flatMap(settingsOfParameter),
    ...settingsIn(variables, 'variables'),
    ...services.flatMap(({ name, ...service }) => under(['services', name], settingsOfService(service))),
    ...settingsIn(overrides, 'overrides'),
  ]);
}

/** Of one service, paths beginning within it. */
export function settingsOfService(service: Omit<TemplateService, 'name'>): Setting[] {
  const { variables, limits, dependsOn, follows, ...plain } = service;
  return [
    ...settingsIn({
      ...plain,
      dependsOn: dependsOn?.length ? dependsOn.toSorted() : undefined,
      follows: follows || undefined,
    }),
    ...settingsIn(variables, 'variables'),
    ...settingsIn(limits, 'limits'),
  ];
}

export function settings(list: readonly Setting[]): Settings {
  return new Map(list.map((setting) => [JSON.stringify(setting.path), setting]));
}

/** The values again, each under its path. */
export function valuesOf<T extends object>(from: Settings): T {
  const values: Record<string, unknown> = {};
  for (const { path, value } of from.values()) {
    const parent = path.slice(0, -1).reduce((one, step) => (one[step] ??= {}) as typeof values, values);
    parent[path.at(-1)!] = value;
  }
  return values as T;
}

export function isSame(left: Setting | undefined, right: Setting | undefined): boolean {
  return textOf(left) === textOf(right);
}

/** A value for people; null for what is not there. */
export function textOf(setting: Setting | undefined): string | null {
  if (setting === undefined) return null;
  const { value } = setting;
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? textOfOverride(value as TemplateOverride) : String(value);
}

function textOfOverride(override: TemplateOverride): string {
  if (override.kind === 'sandbox') return `sandbox ${override.sandbox}`;
  return override.kind === 'url' ? `url ${override.url}` : override.kind;
}

function settingsOfParameter({ name, ...rest }: TemplateParameter): Setting[] {
  const path = ['parameters', name];
  // A name alone is a parameter already.
  return [{ path, value: '' }, ...under(path, settingsIn(rest))];
}

function settingsIn(values: object | undefined, ...path: string[]): Setting[] {
  return Object.entries(values ?? {})
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([key, value]) => ({ path: [...path, key], value }));
}

function under(path: readonly string[], list: readonly Setting[]): Setting[] {
  return list.map((setting) => ({ ...setting, path: [...path, ...setting.path] }));
}

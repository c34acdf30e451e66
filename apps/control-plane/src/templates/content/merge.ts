import { type TemplateComparison, type TemplateService } from '@sdp/protocol';
import { cycleAmong, type Dependent } from '../../sandboxes/instances/dependencies.js';
import { compareSettings } from './compare.js';
import { type Rendering } from './render.js';
import { isSame, type Settings, settings, settingsOf, settingsOfService, valuesOf } from './settings.js';

export interface Merge {
  merged: Rendering;
  /** What the sandbox gets of the template's changes. */
  applied: TemplateComparison;
  /** What it does not get, since it has its own there: from what it has to what the template has. */
  kept: TemplateComparison;
}

type Services = ReadonlyMap<string, Settings>;
const NOTHING: Settings = new Map();

/**
 * Three-way merge: what the template changed between `base` and `next` comes to `own`, except where `own` was changed
 * since `base`. A service that one side has and the other has not comes, stays or goes as a whole.
 */
export function merge(base: Rendering, own: Rendering, next: Rendering): Merge {
  const head = mergeSettings(headOf(base), headOf(own), headOf(next));
  const services = mergeServices(servicesOf(base), servicesOf(own), servicesOf(next));
  const merged: Rendering = { ...valuesOf<Rendering>(head), services: [...services].map(serviceFrom) };

  const [before, after, now] = [settingsOf(base), settingsOf(next), settingsOf(merged)] as const;
  const changed = [...before.keys(), ...after.keys()].filter(
    (key) => !isSame(before.get(key), after.get(key)),
  );
  return {
    merged,
    applied: compareSettings(settingsOf(own), now),
    kept: compareSettings(now, after, changed),
  };
}

function mergeSettings(base: Settings, own: Settings, next: Settings): Settings {
  const merged = new Map(own);
  for (const key of new Set([...base.keys(), ...next.keys()])) {
    if (!isSame(base.get(key), own.get(key))) continue;
    const setting = next.get(key);
    if (setting) merged.set(key, setting);
    else merged.delete(key);
  }
  return merged;
}

function mergeServices(base: Services, own: Services, next: Services): Services {
  const merged = new Map<string, Settings>();
  for (const name of new Set([...own.keys(), ...next.keys()])) {
    const service = mergeService(base.get(name), own.get(name), next.get(name));
    if (service) merged.set(name, service);
  }
  const whole = withNeeded(merged, own);
  return cycleAmong(dependents(whole)) ? withNeeded(withOwnDependencies(merged, own), own) : whole;
}

function mergeService(
  base: Settings | undefined,
  own: Settings | undefined,
  next: Settings | undefined,
): Settings | undefined {
  if (!own) return base ? undefined : next;
  if (!next) return base && compareSettings(base, own).differences.length === 0 ? undefined : own;
  return withSetting(mergeSettings(base ?? NOTHING, own, next), 'repository', own);
}

/** A service that is gone stays while one that stays depends on it; a name that nobody has is forgotten. */
function withNeeded(services: Services, own: Services): Services {
  const missing = dependents(services)
    .flatMap(({ dependsOn }) => dependsOn)
    .filter((name) => !services.has(name) && own.has(name));
  if (missing.length > 0)
    return withNeeded(new Map([...services, ...missing.map((name) => [name, own.get(name)!] as const)]), own);
  return new Map(
    [...services].map(([name, service]) => [
      name,
      withDependencies(
        service,
        dependenciesOf(service).filter((one) => services.has(one)),
      ),
    ]),
  );
}

/** Both sides' dependencies together went in a circle: those of the sandbox stay. */
function withOwnDependencies(services: Services, own: Services): Services {
  return new Map(
    [...services].map(([name, service]) => [
      name,
      withSetting(service, 'dependsOn', own.get(name) ?? service),
    ]),
  );
}

function withSetting(service: Settings, setting: keyof TemplateService, from: Settings): Settings {
  const isOther = ({ path: [first] }: { path: readonly string[] }) => first !== setting;
  return settings([
    ...[...service.values()].filter(isOther),
    ...[...from.values()].filter((one) => !isOther(one)),
  ]);
}

function withDependencies(service: Settings, dependsOn: string[]): Settings {
  const list = dependsOn.length > 0 ? [{ path: ['dependsOn'], value: dependsOn }] : [];
  return withSetting(service, 'dependsOn', settings(list));
}

function dependenciesOf(service: Settings): string[] {
  return valuesOf<TemplateService>(service).dependsOn ?? [];
}

function dependents(services: Services): Dependent[] {
  return [...services].map(([name, service]) => ({ name, dependsOn: dependenciesOf(service) }));
}

function headOf(content: Rendering): Settings {
  return settingsOf({ ...content, services: [] });
}

function servicesOf({ services }: Rendering): Services {
  return new Map(services.map(({ name, ...rest }) => [name, settings(settingsOfService(rest))]));
}

function serviceFrom([name, service]: [string, Settings]): TemplateService {
  return { ...valuesOf<TemplateService>(service), name };
}

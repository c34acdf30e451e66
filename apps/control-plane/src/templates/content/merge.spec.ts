import { type TemplateOverride, type TemplateService } from '@sdp/protocol';
import { choiceOf, seeded } from '../../../test/seeded.js';
import { dependencyProblem } from '../../sandboxes/instances/dependencies.js';
import { compareContents } from './compare.js';
import { merge } from './merge.js';
import { type Rendering } from './render.js';
import { tidyContent } from './tidy-content.js';

const orders: TemplateService = { name: 'orders', repository: 'orders', branch: 'main' };
const catalog: TemplateService = { name: 'catalog', repository: 'catalog', branch: 'main' };
const base: Rendering = { variables: { LEVEL: 'info' }, services: [orders, catalog] };

const pathsOf = ({ differences }: { differences: { path: string }[] }) => differences.map(({ path }) => path);

describe('Bringing a sandbox to another version of its template', () => {
  it('takes over what the template changed', () => {
    const next: Rendering = {
      environment: 'team-b',
      variables: { LEVEL: 'debug', NEW: '1' },
      labels: { team: 'shop' },
      services: [
        { ...orders, branch: 'next', limits: { cpus: 2 } },
        { ...catalog, name: 'search' },
      ],
      overrides: { catalog: { kind: 'baseline' } },
    };
    const { merged, applied, kept } = merge(base, base, next);
    expect(compareContents(merged, next)).toEqual({ differences: [] });
    expect(applied).toEqual(compareContents(base, next));
    expect(kept).toEqual({ differences: [] });
  });

  it('keeps own edits, and says which changes of the template they cost', () => {
    const own: Rendering = {
      variables: { LEVEL: 'trace', MINE: '1' },
      services: [{ ...orders, branch: 'mine' }, catalog],
    };
    const next: Rendering = {
      variables: { LEVEL: 'debug' },
      services: [{ ...orders, branch: 'theirs', healthPath: '/up' }, catalog],
    };
    expect(merge(base, own, next)).toEqual({
      merged: {
        variables: { LEVEL: 'trace', MINE: '1' },
        services: [{ ...orders, branch: 'mine', healthPath: '/up' }, catalog],
      },
      applied: { differences: [{ path: 'services.orders.healthPath', from: null, to: '/up' }] },
      kept: {
        differences: [
          { path: 'variables.LEVEL', from: 'trace', to: 'debug' },
          { path: 'services.orders.branch', from: 'mine', to: 'theirs' },
        ],
      },
    });
  });

  it('removes a service with the template, unless it was edited', () => {
    const next: Rendering = { ...base, services: [] };
    const own: Rendering = { ...base, services: [{ ...orders, branch: 'mine' }, catalog] };
    const { merged, kept } = merge(base, own, next);
    expect(merged.services).toEqual([{ ...orders, branch: 'mine' }]);
    expect(pathsOf(kept)).toEqual(['services.orders.repository', 'services.orders.branch']);
  });

  it('does not bring back what was removed from the sandbox', () => {
    const own: Rendering = { ...base, services: [orders] };
    const next: Rendering = { ...base, services: [orders, { ...catalog, branch: 'next' }] };
    expect(merge(base, own, next)).toMatchObject({
      merged: { services: [orders] },
      kept: { differences: [{ path: 'services.catalog.branch', from: null, to: 'next' }] },
    });
    expect(merge(base, own, base)).toMatchObject({ applied: { differences: [] }, kept: { differences: [] } });
  });

  it('leaves own services alone, and one of the same name as it is', () => {
    const own: Rendering = {
      ...base,
      services: [orders, catalog, { ...catalog, name: 'search', branch: 'mine' }],
    };
    const next: Rendering = {
      ...base,
      services: [orders, catalog, { ...catalog, name: 'search', commit: 'c' }],
    };
    expect(merge(base, own, next).merged.services).toContainEqual({
      ...catalog,
      name: 'search',
      branch: 'mine',
      commit: 'c',
    });
    expect(merge(base, own, base).merged).toEqual(own);
  });

  it('cannot move a service to another repository, and says so', () => {
    const next: Rendering = {
      ...base,
      services: [{ ...orders, repository: 'orders-2', branch: 'next' }, catalog],
    };
    expect(merge(base, base, next)).toMatchObject({
      merged: { services: [{ repository: 'orders', branch: 'next' }, catalog] },
      kept: { differences: [{ path: 'services.orders.repository', from: 'orders', to: 'orders-2' }] },
    });
  });

  it('keeps a service that an own edit depends on', () => {
    const own: Rendering = { ...base, services: [{ ...orders, dependsOn: ['catalog'] }, catalog] };
    const next: Rendering = { ...base, services: [orders] };
    const { merged, kept } = merge(base, own, next);
    expect(merged.services).toEqual(own.services);
    expect(pathsOf(kept)).toEqual(['services.catalog.repository', 'services.catalog.branch']);
  });

  it('keeps own dependencies when both sides together go in a circle', () => {
    const own: Rendering = { ...base, services: [{ ...orders, dependsOn: ['catalog'] }, catalog] };
    const next: Rendering = { ...base, services: [orders, { ...catalog, dependsOn: ['orders'] }] };
    expect(merge(base, own, next)).toMatchObject({
      merged: { services: own.services },
      kept: { differences: [{ path: 'services.catalog.dependsOn', from: null, to: 'orders' }] },
    });
  });
});

describe('Whatever was edited on both sides', () => {
  const random = seeded(42);
  const NAMES = ['orders', 'catalog', 'search', 'payments'];
  const OVERRIDES: TemplateOverride[] = [
    { kind: 'baseline' },
    { kind: 'url', url: 'http://a' },
    { kind: 'sandbox', sandbox: 'b' },
  ];

  const sometimes = <T>(make: () => T) => (random(2) ? make() : undefined);
  const texts = () =>
    Object.fromEntries(['A', 'B'].flatMap((key) => (random(2) ? [[key, String(random(3))]] : [])));
  const aService = (name: string, earlier: string[]): TemplateService => ({
    name,
    repository: name,
    branch: choiceOf(random, ['main', 'next']),
    containerPort: sometimes(() => 8080 + random(2)),
    variables: texts(),
    limits: { cpus: sometimes(() => 1 + random(2)) },
    dependsOn: earlier.filter(() => random(3) === 0),
  });
  const aRendering = (): Rendering => {
    const names = NAMES.filter(() => random(3) > 0).sort(() => random(3) - 1);
    return tidyContent({
      description: choiceOf(random, ['', 'one', 'two']),
      environment: sometimes(() => choiceOf(random, ['team-a', 'team-b'])),
      labels: texts(),
      variables: texts(),
      services: names.map((name, index) => aService(name, names.slice(0, index))),
      overrides: Object.fromEntries(
        NAMES.flatMap((name) => (random(3) ? [] : [[name, choiceOf(random, OVERRIDES)]])),
      ),
    });
  };
  const rounds = Array.from({ length: 500 }, () => ({
    base: aRendering(),
    own: aRendering(),
    next: aRendering(),
  }));

  it('nothing happens without a change of the template', () => {
    for (const { base, own } of rounds)
      expect(merge(base, own, base)).toMatchObject({
        applied: { differences: [] },
        kept: { differences: [] },
      });
  });

  it('everything is taken over without an edit of the sandbox', () => {
    for (const { base, next } of rounds)
      expect(compareContents(merge(base, base, next).merged, next).differences).toEqual([]);
  });

  it('own edits survive', () => {
    for (const { base, own, next } of rounds) {
      const { merged } = merge(base, own, next);
      const mine = compareContents(base, own).differences;
      // A name in dependsOn may go with the service that it names, when that was removed.
      const lost = compareContents(own, merged).differences.map(({ path }) => path);
      const edits = mine.map(({ path }) => path).filter((path) => !path.endsWith('dependsOn'));
      expect(lost.filter((path) => edits.includes(path))).toEqual([]);
    }
  });

  it('a second time changes nothing more', () => {
    for (const { base, own, next } of rounds) {
      const { merged } = merge(base, own, next);
      expect(merge(next, merged, next).applied).toEqual({ differences: [] });
    }
  });

  it('what comes out can be deployed: no circles, nobody depends on what is not there', () => {
    for (const { base, own, next } of rounds) {
      const { services } = merge(base, own, next).merged;
      expect(dependencyProblem(services.map(({ name, dependsOn = [] }) => ({ name, dependsOn })))).toBeNull();
    }
  });

  it('each change of the template is applied or told to be kept', () => {
    for (const { base, own, next } of rounds) {
      const { merged, kept } = merge(base, own, next);
      const there = new Set(compareContents(merged, next).differences.map(({ path }) => path));
      const changed = compareContents(base, next).differences.map(({ path }) => path);
      expect(pathsOf(kept).sort()).toEqual(changed.filter((path) => there.has(path)).sort());
    }
  });
});

import { passing, type SandboxFilter } from './sandbox-filter';
import { aSummary } from './sample-views';

const passes = (sandbox: ReturnType<typeof aSummary>, filter: SandboxFilter, me: string) =>
  passing(filter, me)(sandbox);
const service = (parts: object) => ({ name: 'orders', observed: 'running', deploymentState: null, ...parts });
const of = (...services: object[]) =>
  aSummary({ services: services.map((parts) => service(parts)) as never });

describe('a filter of sandboxes', () => {
  it('lets everything through while nothing is asked', () => {
    expect(passes(aSummary(), {}, 'ada')).toBe(true);
    expect(passes(aSummary(), { q: '', owner: '', label: '', state: '' }, 'ada')).toBe(true);
  });

  it('takes “me” for whoever is signed in', () => {
    expect(passes(aSummary({ owner: 'ada' }), { owner: 'me' }, 'ada')).toBe(true);
    expect(passes(aSummary({ owner: 'ada' }), { owner: 'me' }, 'grace')).toBe(false);
    expect(passes(aSummary({ owner: 'ada' }), { owner: 'ada' }, 'grace')).toBe(true);
  });

  it('wants a label whole', () => {
    const labelled = aSummary({ labels: { team: 'shop' } });
    expect(passes(labelled, { label: 'team: shop' }, 'ada')).toBe(true);
    expect(passes(labelled, { label: 'team: sho' }, 'ada')).toBe(false);
  });

  it.each([
    ['failing', of({ deploymentState: 'failed' })],
    ['failing', of({}, { observed: 'exited' })],
    ['failing', aSummary({ routes: 'drifted' })],
    ['deploying', of({ deploymentState: 'building' })],
    ['running', of({})],
    ['expiring', aSummary({ expiry: 'soon' })],
    ['due', aSummary({ routes: 'pending' })],
    ['stopped', aSummary({ isStopped: true })],
  ])('finds what is %s', (state, sandbox) => {
    expect(passes(sandbox, { state }, 'ada')).toBe(true);
    expect(passes(aSummary(), { state }, 'ada')).toBe(false);
  });

  it('does not call failing what is tried again, or was stopped on purpose', () => {
    const tried = of({ observed: 'exited', deploymentState: 'building' });
    const stopped = { ...of({ observed: 'exited' }), isStopped: true };
    expect(passes(tried, { state: 'failing' }, 'ada')).toBe(false);
    expect(passes(stopped, { state: 'failing' }, 'ada')).toBe(false);
  });
});

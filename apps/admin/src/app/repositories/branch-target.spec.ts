import { type RepositoryUseView } from '@sdp/protocol';
import { aSummary } from '../sandboxes/sample-views';
import { canTake, consequenceOf, deployBranch } from './branch-target';

const EDIT = { mayUse: true, mayEdit: true, mayOwn: true };
const USE = { mayUse: true, mayEdit: false, mayOwn: false };
const NONE = { mayUse: false, mayEdit: false, mayOwn: false };
const use: RepositoryUseView = {
  sandbox: { id: '1', name: 'checkout', owner: 'ada' },
  service: 'orders-2',
  branch: 'main',
  pinnedCommit: 'a'.repeat(40),
  observed: 'running',
  running: null,
};
const target = (rights = EDIT, known: RepositoryUseView | undefined = use) => ({
  repository: 'Orders.API',
  branch: 'fast',
  sandbox: aSummary({ id: '1', name: 'checkout', rights }),
  use: known,
});

/** Keeps what was asked of it. */
function anApi() {
  const asked: unknown[][] = [];
  const keep =
    (what: string) =>
    async (...parts: unknown[]) =>
      void asked.push([what, ...parts]) as never;
  return {
    asked,
    addService: keep('add'),
    updateService: keep('update'),
    deploy: async (...parts: unknown[]) => {
      asked.push(['deploy', ...parts]);
      return { id: '7' } as never;
    },
  };
}

describe('A branch', () => {
  it('may go where one may edit, or use what is there', () => {
    const can = (rights: typeof EDIT, uses = [use]) => canTake(target(rights).sandbox, uses);
    expect([can(EDIT), can(EDIT, []), can(USE), can(USE, []), can(NONE)]).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(canTake({ ...target().sandbox, isDeleting: true }, [use])).toBe(false);
  });

  it('takes the place of another, and of its pin', async () => {
    const api = anApi();
    expect(await deployBranch(api, target())).toBe('7');
    expect(api.asked).toEqual([
      ['update', '1', 'orders-2', { branch: 'fast', commit: null }],
      ['deploy', '1', 'orders-2'],
    ]);
    expect(consequenceOf(target())).toBe(
      'orders-2 of checkout is deployed from fast instead of main. Its settings change to that branch, for later deployments, too, its pinned commit is given up.',
    );
    expect(consequenceOf(target(EDIT, { ...use, branch: 'fast' }))).toBe(
      'orders-2 of checkout is deployed from fast.',
    );
  });

  it('is deployed once, where one may change nothing else', async () => {
    const api = anApi();
    await deployBranch(api, target(USE));
    expect(api.asked).toEqual([['deploy', '1', 'orders-2', { branch: 'fast' }]]);
    expect(consequenceOf(target(USE))).toContain('Its settings stay');
  });

  it('comes as a service of its own', async () => {
    const api = anApi();
    const fresh = { ...target(), use: undefined };
    await deployBranch(api, fresh);
    expect(api.asked).toEqual([
      ['add', '1', { name: 'orders-api', repository: 'Orders.API', branch: 'fast' }],
      ['deploy', '1', 'orders-api'],
    ]);
    expect(consequenceOf(fresh)).toBe('checkout gets a service orders-api, and it is deployed.');
  });
});

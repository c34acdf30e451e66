import { type TemplateService } from '@sdp/protocol';
import { cycleAmong } from '../../sandboxes/instances/dependencies.js';
import { serviceChanges } from './service-changes.js';

const aService = (name: string, more: Partial<TemplateService> = {}): TemplateService => ({
  name,
  repository: name,
  branch: 'main',
  ...more,
});

describe('The changes of services', () => {
  it('name what differs only', () => {
    const from = [
      aService('orders', { variables: { A: '1', B: '2' }, healthPath: '/up' }),
      aService('catalog'),
    ];
    const to = [
      aService('orders', { variables: { B: '2', A: '1' }, limits: { cpus: 1 } }),
      aService('catalog'),
    ];
    expect(serviceChanges(from, to)).toEqual({
      loosen: [],
      add: [],
      update: [{ name: 'orders', request: { healthPath: null, limits: { cpus: 1 } } }],
      remove: [],
    });
  });

  it('keep a pin that stays, although the branch is another', () => {
    const commit = 'c'.repeat(40);
    const { update } = serviceChanges(
      [aService('orders', { commit })],
      [aService('orders', { commit, branch: 'next' })],
    );
    expect(update).toEqual([{ name: 'orders', request: { branch: 'next', commit } }]);
  });

  it('turn a dependency around without a circle on the way', () => {
    const from = [aService('orders', { dependsOn: ['catalog'] }), aService('catalog')];
    const to = [aService('orders'), aService('catalog', { dependsOn: ['orders'] })];
    const { loosen, update } = serviceChanges(from, to);

    const graph = new Map(from.map(({ name, dependsOn = [] }) => [name, [...dependsOn]]));
    for (const { name, request } of [...loosen, ...update]) {
      graph.set(name, request.dependsOn ?? []);
      expect(cycleAmong([...graph].map(([name, dependsOn]) => ({ name, dependsOn })))).toBeNull();
    }
    expect([...graph]).toEqual([
      ['orders', []],
      ['catalog', ['orders']],
    ]);
  });

  it('add what others depend on first, and remove what is gone', () => {
    const { add, remove } = serviceChanges(
      [aService('old')],
      [
        aService('orders', { dependsOn: ['catalog'] }),
        aService('catalog', { dependsOn: ['stock'] }),
        aService('stock'),
      ],
    );
    expect(add.map(({ name }) => name)).toEqual(['stock', 'catalog', 'orders']);
    expect(remove).toEqual(['old']);
  });
});

import { aDeployment, SANDBOX } from '../testing/test-agent.js';
import { FRAME_SHAPES } from './frame-shapes.js';

const read = (payload: unknown) => FRAME_SHAPES['deployment:run'](payload, '');

describe('the shape of a frame', () => {
  it('lets a good one through as it is', () => {
    const frame = aDeployment({ variables: { orders_url: 'http://x' }, health: { path: '/healthz?full=1' } });
    expect(read(frame)).toEqual(frame);
  });

  it.each([
    { branch: '--upload-pack=touch /tmp/x' },
    { branch: '-b' },
    { branch: 'a..b' },
    { branch: 'a;id' },
    { branch: 'a\nb' },
    { repository: '../../etc' },
    { repository: 'a b' },
    { service: 'orders$(id)' },
    { service: 'Orders' },
    { sandboxName: '-x' },
    { sandboxId: '../0b0f7f1e' },
    { deploymentId: 'x'.repeat(36) },
    { deploymentId: `${SANDBOX}\n` },
    { commit: 'HEAD' },
    { commit: 'A'.repeat(40) },
    { hostPort: 0 },
    { hostPort: '21000' },
    { containerPort: 70_000 },
    { epoch: 0 },
    { epoch: 1.5 },
    { deadlineMs: -1 },
    { health: { path: 'http://elsewhere/' } },
    { health: { path: '/a b' } },
    { health: [] },
    { variables: { 'A B': 'x' } },
    { variables: { A: 'x\0y' } },
    { variables: { A: { toString: 'x' } } },
    { variables: ['A'] },
    { credentials: { username: 'ada', password: 'pass\nhost=evil.test' } },
    { credentials: { username: 'ada\r', password: 'x' } },
    { credentials: 'ada' },
    { access: 'root' },
    { secrets: 'TOKEN' },
    { secrets: [{}] },
    { limits: { memoryMb: 15 } },
    { limits: { memoryMb: 65_537 } },
    { limits: { memoryMb: 64.5 } },
    { limits: { cpus: 0.01 } },
    { limits: { cpus: 65 } },
    { limits: { cpus: '1' } },
    { limits: 64 },
    { release: '../../etc' },
    { release: 'latest' },
    { routeRevision: -1 },
    { routeRevision: 1.5 },
  ])('refuses %j', (change) => {
    expect(() => read({ ...aDeployment(), ...change })).toThrow(
      expect.objectContaining({ name: 'DeployError', code: 'invalid-input' }),
    );
  });

  it.each([null, [], 'text', 5, undefined])('refuses the payload %j', (payload) => {
    expect(() => read(payload)).toThrow('the payload is not an object');
  });

  it('lets limits, secrets and an earlier release through, and of limits only what they are', () => {
    const frame = aDeployment({
      secrets: ['s3cr3t'],
      limits: { memoryMb: 64, cpus: 0.5 },
      release: SANDBOX,
      routeRevision: 0,
    });
    expect(read(frame)).toEqual(frame);
    expect(
      read({ ...frame, limits: { memoryMb: null, cpus: 2, pidsLimit: 9, privileged: true } }).limits,
    ).toEqual({
      cpus: 2,
    });
  });

  it.each([
    [{ tail: 5_001 }, 'tail'],
    [{ tail: -1 }, 'tail'],
    [{ since: 'yesterday' }, 'since'],
    [{ since: '2026-01-01' }, 'since'],
    [{ search: 'x'.repeat(501) }, 'search'],
    [{ sandboxId: '..' }, 'sandboxId'],
  ])('refuses a look at output with %j', (change, field) => {
    const frame = { sandboxId: SANDBOX, service: 'orders', tail: 10, since: '2026-01-01T00:00:00.5+02:00' };
    expect(FRAME_SHAPES['instance:output'](frame, '')).toEqual(frame);
    expect(() => FRAME_SHAPES['instance:output']({ ...frame, ...change }, '')).toThrow(field);
  });

  it.each([{ branch: '--all' }, { running: 'HEAD~1' }, { running: '--output=/etc/x' }, { repository: '..' }])(
    'refuses to compare %j',
    (change) => {
      const credentials = { username: 'ada', password: 'pass' };
      const frame = { repository: 'orders', branch: 'main', running: 'a'.repeat(40), credentials };
      expect(FRAME_SHAPES['commits:compare'](frame, '')).toEqual(frame);
      expect(() => FRAME_SHAPES['commits:compare']({ ...frame, ...change }, '')).toThrow();
    },
  );

  it('drops what it does not name, prototypes included', () => {
    const hostile = JSON.parse('{"__proto__":{"role":"admin"},"constructor":1,"streamId":"x"}') as object;
    const frame = read({ ...aDeployment(), ...hostile, extra: 1 });
    expect(Object.keys(frame)).not.toEqual(expect.arrayContaining(['extra']));
    expect(Object.keys(frame)).not.toEqual(expect.arrayContaining(['constructor']));
    const named = JSON.parse('{"__proto__":"x"}') as Record<string, string>;
    expect(Object.getPrototypeOf(read({ ...aDeployment(), variables: named }).variables)).toBe(
      Object.prototype,
    );
  });

  it('bounds lists and texts', () => {
    const instance = { sandboxId: SANDBOX, service: 'orders', epoch: 1, desired: 'running', hostPort: 21000 };
    const reconcile = (count: number) => ({ instances: Array(count).fill(instance), active: [] });
    expect(FRAME_SHAPES.reconcile(reconcile(10), '').instances).toHaveLength(10);
    expect(() => FRAME_SHAPES.reconcile(reconcile(10_001), '')).toThrow('instances');
    expect(() => read({ ...aDeployment(), variables: { A: 'x'.repeat(40_000) } })).toThrow('variables.A');
  });
});

import { serviceOptions } from '../runtime/docker-options.js';
import { type DeploymentPlan } from '../strategies/deploy-strategy.js';
import { containerSpec } from './container-spec.js';

const id = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-000000000000`;
const LIMITS = { memoryBytes: 512 * 1024 * 1024, pids: 256 };
const run: DeploymentPlan['run'] = {
  image: 'base:1',
  command: ['/sdp/bin/service'],
  mounts: [{ source: '/data/releases/x/src', target: '/src' }],
  tmpfs: { '/tmp': '' },
  user: '65534:65534',
  workingDirectory: '/src',
  variables: { PORT: '8080' },
  port: 8080,
};
const request = {
  deploymentId: id('1'),
  epoch: 4,
  sandboxId: id('2'),
  sandboxName: 'blue',
  service: 'orders',
  repository: 'orders',
  branch: 'main',
  hostPort: 21_000,
  health: { path: '/health' },
  variables: { GREETING: 'hi', TOKEN: 's3cr3t-t0ken', PORT: '1' },
};

describe('what a container is made from', () => {
  it('is the request’s variables, health path and limits, and for the rest the plan and the host', () => {
    const spec = containerSpec(
      { ...request, secrets: ['s3cr3t-t0ken'], limits: { memoryMb: 64, cpus: 1.5 }, routeRevision: 3 },
      { run },
      id('3'),
      LIMITS,
    );
    const { port, ...planned } = run;
    expect(spec).toEqual({
      ...planned,
      identity: { sandboxId: id('2'), service: 'orders', deploymentId: id('1'), epoch: 4 },
      endpoint: { hostPort: 21_000, containerPort: port, healthPath: '/health' },
      content: { release: id('3'), routeRevision: 3, secretNames: ['TOKEN'] },
      network: `sdp-${id('2').slice(0, 8)}`,
      variables: { GREETING: 'hi', TOKEN: 's3cr3t-t0ken', PORT: '8080' },
      memoryBytes: 64 * 1024 * 1024,
      cpus: 1.5,
      pidsLimit: 256,
    });
  });

  it.each([undefined, {}, { memoryMb: null, cpus: null }])(
    'has the host’s limits where none are asked for (%j)',
    (limits) => {
      const spec = containerSpec({ ...request, ...(limits && { limits }) }, { run }, id('1'), LIMITS);
      expect(spec).toMatchObject({ memoryBytes: LIMITS.memoryBytes, cpus: null, pidsLimit: LIMITS.pids });
      expect(serviceOptions('agent', spec).HostConfig).not.toHaveProperty('NanoCpus');
    },
  );

  it('takes nothing else of a request, whatever it brings along (CVE-2026-44848)', () => {
    const canary = 'HOSTILE';
    const extras = Object.fromEntries(
      [
        'image',
        'command',
        'mounts',
        'user',
        'network',
        'labels',
        'HostConfig',
        'Privileged',
        'CapAdd',
        'Devices',
      ]
        .concat(['tmpfs', 'workingDirectory', 'pidsLimit', 'memoryBytes', 'identity', 'endpoint', 'content'])
        .map((name) => [name, canary]),
    );
    const hostile = {
      ...request,
      ...extras,
      health: { path: '/health', ...extras },
      limits: { memoryMb: 64, cpus: 1, ...extras },
    };
    const spec = containerSpec(hostile, { run }, id('1'), LIMITS);
    const options = serviceOptions('agent', spec);
    expect(JSON.stringify(options)).not.toContain(canary);
    const plain = containerSpec({ ...request, limits: { memoryMb: 64, cpus: 1 } }, { run }, id('1'), LIMITS);
    expect(options).toEqual(serviceOptions('agent', plain));
  });
});

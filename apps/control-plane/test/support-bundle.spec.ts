import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAdminCommand } from '../src/admin-cli/admin-command.js';
import { scrub } from '../src/support/scrubbing.js';
import { ControlPlane, TOKENS } from './control-plane.js';

const MASTER_KEY = '8f1d0c7be2954a36d07f3be8a1c4592e6b0d83fa71c25e4908bd6f1a3c7e5d20';
const METRICS_TOKEN = 'canary-metrics-k3Jd82mQpZ71xYwB0nLr';

describe('The support bundle', () => {
  it('has what a maintainer needs, and none of the secrets', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sdp-support-'));
    const plane = await ControlPlane.start({ config: { metricsToken: METRICS_TOKEN } });
    await plane.agent();
    await plane.browser('ada', 'canary-password');
    const file = join(folder, 'bundle.txt');
    const environment = {
      SDP_DATA_DIR: plane.dataDir,
      SDP_PORT: new URL(plane.url).port,
      SDP_AGENT_TOKENS: `micro-1:micro:${TOKENS['micro-1']}`,
      SDP_MASTER_KEY: MASTER_KEY,
      SDP_METRICS_TOKEN: METRICS_TOKEN,
      SDP_UNKNOWN: 'canary-unknown',
      HOME: '/canary-home',
    };
    await runAdminCommand(['support-bundle', file], environment, () => undefined);
    const text = await readFile(file, 'utf8');
    await plane.destroy();
    await rm(folder, { recursive: true });

    for (const title of [
      'versions',
      'settings',
      'readiness',
      'database',
      'deployments',
      'disk',
      'metrics',
      'log',
    ])
      expect(text).toContain(`===== ${title}\n`);
    expect(text).toContain('SDP_AGENT_TOKENS=[hidden]');
    expect(text).toContain('"status":"ready"');
    expect(text).toContain('sound: yes');
    expect(text).toContain('sdp_agent_connected{');
    expect(text).not.toMatch(/canary/);
    expect(text).not.toContain(MASTER_KEY);
    expect(text).not.toContain(TOKENS['micro-1']);
  });

  it.each([
    ['Authorization: Bearer abc.def-123456'],
    ['https://ada:canary@git.test/x.git'],
    ['{"password":"canary canary"}'],
    ['password=canary&x=1'],
    ['cookie: sdp_session=canary; other'],
    ['"token": "canary"'],
    [`key ${'ab12'.repeat(16)} end`],
    ['said canary-known here'],
  ])('takes the secret out of %s', (text) => {
    const scrubbed = scrub(text, ['canary-known']);
    expect(scrubbed).toContain('[hidden]');
    expect(scrubbed).not.toMatch(/canary|abc\.def|ab12/);
  });

  it('leaves what is no secret', () => {
    const line = '{"level":"info","deploymentId":"6f1d0c7b-e295-4a36-8d07-f3be8a1c4592","msg":"deployment"}';
    expect(scrub(line, [])).toBe(line);
  });
});

import { execFileSync } from 'node:child_process';
import { type INestApplicationContext } from '@nestjs/common';
import { FakeControlPlane } from './testing/fake-control-plane.js';
import { ScriptedHost } from './testing/scripted-host.js';
import { aDeployment, newDataDir, removeDataDir, startAgent } from './testing/test-agent.js';
import { until } from './testing/until.js';

/** A real small file system; mounting it needs root. */
describe('an agent whose disk is full', () => {
  let dataDir: string;
  let control: FakeControlPlane;
  let host: ScriptedHost;
  let agent: INestApplicationContext;

  beforeEach(async () => {
    dataDir = await newDataDir();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', dataDir]);
    control = await new FakeControlPlane().listen();
    host = new ScriptedHost();
    agent = await startAgent(host, { dataDir, url: control.url, token: control.token });
  });

  afterEach(async () => {
    await agent.close();
    await control.close();
    execFileSync('umount', [dataDir]);
    await removeDataDir(dataDir);
  });

  it('fails the deployment that filled it in clear words, and goes on with the others', async () => {
    const flood = aDeployment({ service: 'flood' });
    const quiet = aDeployment({ service: 'quiet' });
    host.script = async ({ service }, { reporter, signal }) => {
      if (service === 'flood') {
        for (let i = 0; !signal.aborted; i++) {
          await reporter.ready();
          reporter.line('build', 'out', `${i} ${'x'.repeat(10_000)}`);
        }
        signal.throwIfAborted();
      }
      await until(() => control.resultOf(flood.deploymentId) !== undefined, 'the other one ends', 20_000);
      reporter.line('build', 'out', 'still here');
    };
    await control.send('deployment:run', quiet);
    await control.send('deployment:run', flood);

    expect(await control.untilFinished(flood.deploymentId)).toMatchObject({
      outcome: 'failed',
      error: { code: 'disk-full', message: expect.stringContaining('make room'), retryable: true },
    });
    expect(await control.untilFinished(quiet.deploymentId)).toMatchObject({ outcome: 'succeeded' });
    expect(control.logOf(quiet.deploymentId)).toContain('still here');
    const logBytes = control.resultOf(flood.deploymentId)?.logBytes;
    await until(
      () => control.logs.get(flood.deploymentId)?.length === logBytes,
      'its log arrives up to there',
    );

    const later = aDeployment({ service: 'later' });
    host.script = async () => undefined;
    expect(await control.send('deployment:run', later)).toEqual({ ok: true, value: null });
    expect(await control.untilFinished(later.deploymentId)).toMatchObject({ outcome: 'succeeded' });
  });

  it('refuses new work instead of taking it on without a journal', async () => {
    execFileSync('sh', ['-c', 'dd if=/dev/zero of="$0/filler" bs=1M count=9 2>/dev/null || true', dataDir]);
    execFileSync('sh', ['-c', 'cat /dev/zero >> "$0/filler" 2>/dev/null || true', dataDir]);
    const frame = aDeployment();
    expect(await control.send('deployment:run', frame)).toMatchObject({
      ok: false,
      error: { code: 'disk-full' },
    });
    execFileSync('rm', [`${dataDir}/filler`]);
    expect(await control.send('deployment:run', frame)).toEqual({ ok: true, value: null });
    expect(await control.untilFinished(frame.deploymentId)).toMatchObject({ outcome: 'succeeded' });
  });
});

import { type INestApplicationContext } from '@nestjs/common';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AssignmentsService } from './assignments/assignments.service.js';
import { FakeControlPlane } from './testing/fake-control-plane.js';
import { ScriptedHost } from './testing/scripted-host.js';
import { aDeployment, newDataDir, removeDataDir, startAgent } from './testing/test-agent.js';
import { until } from './testing/until.js';

describe('an agent that is upgraded', () => {
  let dataDir: string;
  let control: FakeControlPlane;
  let host: ScriptedHost;
  let agent: INestApplicationContext;

  const start = async () => {
    agent = await startAgent(host, { dataDir, url: control.url, token: control.token });
  };
  const mark = () => readFile(join(dataDir, 'link'), 'utf8').catch(() => '');

  beforeEach(async () => {
    dataDir = await newDataDir();
    control = await new FakeControlPlane().listen();
    host = new ScriptedHost();
    await start();
  });

  afterEach(async () => {
    await agent.close();
    await control.close();
    await removeDataDir(dataDir);
  });

  it('ends what it works on, and leaves what comes meanwhile to the next process', async () => {
    const ends: (() => void)[] = [];
    host.script = () => new Promise((resolve) => ends.push(resolve));
    const running = aDeployment();
    await control.send('deployment:run', running);
    await until(() => ends.length === 1, 'it runs');

    let isFinished = false;
    const finished = agent
      .get(AssignmentsService)
      .finishAll()
      .then(() => (isFinished = true));
    const later = aDeployment({ service: 'payments', hostPort: 21001 });
    await control.emit('deployment:run', later);
    // A repetition of what it knows is still answered: after it, the new one has been read, too.
    expect(await control.send('deployment:run', running)).toMatchObject({ ok: true });
    expect(host.calls.filter((call) => call.startsWith('deploy'))).toEqual(['deploy orders']);
    expect(isFinished).toBe(false);

    ends[0]?.();
    await finished;
    expect(await control.untilFinished(running.deploymentId)).toMatchObject({ outcome: 'succeeded' });
    await agent.close();

    host.script = async () => undefined;
    await start();
    await until(() => control.hellos.length === 2, 'the next process says hello');
    await control.send('deployment:run', later);
    expect(await control.untilFinished(later.deploymentId)).toMatchObject({ outcome: 'succeeded' });
  });

  it('shows beside its data whether it is connected', async () => {
    await until(async () => (await mark()) === `up ${process.pid}\n`, 'the mark says up');
    await control.close();
    await until(async () => (await mark()) === `down ${process.pid}\n`, 'the mark says down');
    await control.listen();
    await until(async () => (await mark()) === `up ${process.pid}\n`, 'the mark says up again');
  });
});

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type HealthView, type ReadinessView } from '@sdp/protocol';
import { DataSource } from 'typeorm';
import { migrations } from '../src/database/migrations.js';
import { UnitOfWork } from '../src/database/unit-of-work.js';
import { ControlPlane, type Options } from './control-plane.js';
import { MovableClock } from './movable-clock.js';
import { waitUntil } from './wait-until.js';

describe('The health of the control plane', () => {
  let plane: ControlPlane;
  let clock: MovableClock;

  const start = async (config: Options['config'] = {}) => {
    clock = new MovableClock();
    plane = await ControlPlane.start({ clock, config });
  };
  afterEach(() => plane.destroy());

  /** What is wrong, of somebody who did not sign in; the checks run anew each time. */
  const ready = async (query = '') => {
    clock.pass(2_000);
    const { status, body } = await plane.visitor().send<ReadinessView>('GET', `/api/health/ready${query}`);
    const bad = body.checks.filter(({ isGood }) => !isGood).map(({ name, reason }) => `${name}: ${reason}`);
    return { status, is: body.status, bad };
  };

  it('is alive and ready once it listens', async () => {
    await start();
    const { status, body } = await plane.visitor().send('GET', '/api/health/live');
    expect([status, body]).toEqual([200, { status: 'alive' }]);
    expect(await ready()).toEqual({ status: 200, is: 'ready', bad: [] });
  });

  it('names its release', async () => {
    await start({ release: '1dce67f' });
    const { version } = await plane.visitor().call<HealthView>('GET', '/api/health');
    expect(version).toMatch(/^\d+\.\d+\.\d+\+1dce67f$/);
  });

  it('is not ready while the database takes no writes, and alive all the same', async () => {
    await start();
    await plane.app.get(DataSource).query('PRAGMA query_only = ON');
    expect(await ready()).toMatchObject({
      status: 503,
      is: 'not-ready',
      bad: [expect.stringMatching(/^database: .*no writes/)],
    });
    expect((await plane.visitor().send('GET', '/api/health/live')).status).toBe(200);
    await plane.app.get(DataSource).query('PRAGMA query_only = OFF');
    expect((await ready()).status).toBe(200);
  });

  it('is not ready while one write holds up all others', async () => {
    await start();
    let release = () => {};
    const held = plane.app.get(UnitOfWork).run(() => new Promise<void>((resolve) => (release = resolve)));
    expect((await ready()).bad).toEqual([expect.stringMatching(/^database: /)]);
    release();
    await held;
    expect((await ready()).status).toBe(200);
  });

  it('is not ready with a migration that did not run', async () => {
    await start();
    const last = migrations.at(-1)!.name;
    await plane.app.get(DataSource).query('DELETE FROM migrations WHERE name = ?', [last]);
    expect((await ready()).bad).toEqual([expect.stringMatching(/^migrations: /)]);
  });

  it('is not ready without a folder for the logs, or below the floor of the disk', async () => {
    await start({ minFreeDiskBytes: 2 ** 60 });
    await rm(join(plane.dataDir, 'logs'), { recursive: true });
    const { status, bad } = await ready();
    expect(status).toBe(503);
    expect(bad).toEqual([expect.stringMatching(/^logs: /), expect.stringMatching(/^disk: Less than/)]);
    expect(bad.join()).not.toContain(plane.dataDir);
  });

  it('waits for an agent that is named, and for its release', async () => {
    await start();
    expect((await ready('?agent=micro-1')).bad).toEqual([
      'agent: Agent micro-1 is not connected. Look at the log of that agent.',
    ]);
    expect((await ready('?agent=nobody')).bad).toEqual([
      'agent: Agent nobody is not connected. Look at the log of that agent.',
    ]);

    const agent = await plane.agent({ name: 'micro-1', hello: { version: '0.1.0+1dce67f' } });
    await waitUntil('micro-1 is ready', async () => (await ready('?agent=micro-1')).status === 200);
    expect((await ready('?agent=micro-1&release=1dce67f')).status).toBe(200);
    expect((await ready('?agent=micro-1&release=0000000')).bad).toEqual([
      'agent: Agent micro-1 is connected with another release.',
    ]);
    agent.close();
    await waitUntil('micro-1 is away', async () => (await ready('?agent=micro-1')).status === 503);
    expect((await ready()).status).toBe(200);
  });

  it.each(['?agent=../x', '?agent=', '?release=a%20b', '?agents=micro-1'])('refuses %s', async (query) => {
    await start();
    expect((await plane.visitor().send('GET', `/api/health/ready${query}`)).status).toBe(400);
  });

  it('runs its checks once for everybody who asks within a second', async () => {
    await start();
    const units = jest.spyOn(plane.app.get(UnitOfWork), 'run');
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => plane.visitor().send('GET', '/api/health/ready')),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(units).toHaveBeenCalledTimes(1);
  });
});

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AuditEntry, type Page, type RetentionView, type RunDeploymentFrame } from '@sdp/protocol';
import { DataSource } from 'typeorm';
import { runAdminCommand } from '../src/admin-cli/admin-command.js';
import { type RetentionConfig } from '../src/config/config.js';
import { DeploymentStep } from '../src/deployments/deployment-step.entity.js';
import { Deployment } from '../src/deployments/deployment.entity.js';
import { DeploymentGroup } from '../src/deployments/groups/deployment-group.entity.js';
import { LogStore } from '../src/logs/log-store.js';
import { RetentionPlan } from '../src/retention/retention-plan.js';
import { Retention } from '../src/retention/retention.js';
import { ControlPlane } from './control-plane.js';
import { deployed } from './deployed.js';
import { type FakeAgent } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';
import { HOUR_MS, MovableClock } from './movable-clock.js';
import { waitUntil } from './wait-until.js';

const DAY_MS = 24 * HOUR_MS;
const CENTURY_HOURS = 100 * 365 * 24;
const LOG = 'x'.repeat(99) + '\n';

describe('Retention', () => {
  let plane: ControlPlane;
  let clock: MovableClock;
  let agent: FakeAgent;
  let ada: FakeBrowser;
  let olga: FakeBrowser;
  let sandboxId: string;
  let first: RunDeploymentFrame;

  const start = async (retention: Partial<RetentionConfig>) => {
    clock = new MovableClock();
    const rules = { days: 0, perService: 0, logShare: 0, ...retention };
    const patience = { leaseMs: 1e10, sandboxTtlHours: CENTURY_HOURS, sessionHours: CENTURY_HOURS };
    plane = await ControlPlane.start({ clock, config: { retention: rules, ...patience } });
    agent = await plane.agent();
    [ada, olga] = [await plane.browser(), await plane.browser('olga')];
    ({ id: sandboxId } = await ada.aSandboxWith({ repository: 'orders' }));
    first = await deployed(agent, ada, sandboxId, 'orders');
    const longAgo = new Date(clock.now().getTime() - 1_000 * DAY_MS);
    await table().update({ id: first.deploymentId }, { createdAt: longAgo, finishedAt: longAgo });
    clock.pass(2 * HOUR_MS);
  };
  afterEach(() => plane?.destroy());

  const table = () => plane.app.get(DataSource).getRepository(Deployment);
  const run = () => plane.app.get(Retention).run();
  const logOf = (id: string) => join(plane.dataDir, 'logs', `${id}.log`);
  const isThere = (id: string) => table().existsBy({ id });
  const outlook = () => olga.call<RetentionView>('GET', '/api/retention');
  const audited = async () =>
    (await olga.call<Page<AuditEntry>>('GET', '/api/audit?action=deployment.removed')).items;

  /** Deployments as they were long ago, each with a log of 100 bytes and a step; oldest first. */
  const past = async (count: number, values: Partial<Deployment> = {}, ageDays = 100) => {
    const template = await table().findOneByOrFail({ id: first.deploymentId });
    const last = (await table().maximum('number')) ?? 0;
    const at = new Date(clock.now().getTime() - ageDays * DAY_MS);
    const rows = Array.from({ length: count }, (_, index) => ({
      ...template,
      id: randomUUID(),
      number: last + 1 + index,
      state: 'failed' as const,
      createdAt: at,
      finishedAt: at,
      ...values,
    }));
    // TypeORM would write ids back into the rows, in another order.
    await table()
      .createQueryBuilder()
      .insert()
      .values(rows as never)
      .updateEntity(false)
      .execute();
    for (const { id } of rows) await writeFile(logOf(id), LOG);
    const steps = rows.map(({ id }) => ({
      deploymentId: id,
      step: 'fetch' as const,
      outcome: 'ok' as const,
    }));
    const stepTable = plane.app.get(DataSource).getRepository(DeploymentStep);
    await stepTable.insert(steps.map((step) => ({ ...step, startedAt: at, durationMs: 1 })));
    return rows.map(({ id }) => id);
  };
  /** What keeps the past from being the newest, and the last success. */
  const newest = () => deployed(agent, ada, sandboxId, 'orders');
  const there = async (ids: readonly string[]) => Promise.all(ids.map(isThere));

  describe('by age', () => {
    beforeEach(() => start({ days: 90 }));

    it('removes what ended too long ago, its steps, log and index, and records it', async () => {
      const old = await past(2);
      const young = await past(1, {}, 89);
      await newest();
      await writeFile(logOf(old[0]!).replace('.log', '.index'), 'index');
      expect(await outlook()).toMatchObject({
        rules: { days: 90, perService: null, logShare: null },
        isClockTrusted: true,
        logBytes: 305,
        removable: { age: 2, count: 0, share: 0 },
        removableBytes: 205,
      });
      expect(await there(old)).toEqual([true, true]);
      const printed: string[] = [];
      const environment = { SDP_DATA_DIR: plane.dataDir, SDP_RETENTION_DAYS: '90' };
      await runAdminCommand(['retention', '--dry-run'], environment, (text) => printed.push(text));
      expect(printed.filter((line) => line.startsWith('  deployment'))).toEqual(
        old.map((id) => expect.stringMatching(`^  deployment ${id} .*too old$`)),
      );

      await run();
      expect(await there([...old, ...young, first.deploymentId])).toEqual([false, false, true, true]);
      expect(old.map((id) => existsSync(logOf(id)))).toEqual([false, false]);
      expect(existsSync(logOf(old[0]!).replace('.log', '.index'))).toBe(false);
      expect(existsSync(logOf(young[0]!))).toBe(true);
      const steps = plane.app.get(DataSource).getRepository(DeploymentStep);
      expect(await steps.countBy({ deploymentId: old[0]! })).toBe(0);
      expect(await audited()).toMatchObject([
        { actor: 'sdp', subject: 'retention', details: { age: 2, count: 0, share: 0, bytes: 205 } },
      ]);
      expect(await outlook()).toMatchObject({ removableBytes: 0, oldest: null });
    });

    it('goes by many in several units, and records each', async () => {
      await past(250);
      await newest();
      await run();
      expect(await table().countBy({ state: 'failed' })).toBe(0);
      const records = (await audited()).map(({ details }) => details['age']);
      expect(records).toEqual([50, 100, 100]);
    });

    it('waits for a day after the clock has jumped, whichever way', async () => {
      const ids = await past(1, {}, 1);
      await newest();
      clock.jump(1_000 * DAY_MS);
      await run();
      clock.pass(23 * HOUR_MS);
      await run();
      expect(await outlook()).toMatchObject({ isClockTrusted: false, removable: { age: 0 } });
      clock.jump(-1_000 * DAY_MS);
      await run();
      clock.pass(25 * HOUR_MS);
      await run();
      expect(await there(ids)).toEqual([true]);
      expect(await outlook()).toMatchObject({ isClockTrusted: true });

      clock.jump(1_000 * DAY_MS);
      await run();
      clock.pass(25 * HOUR_MS);
      await run();
      expect(await there(ids)).toEqual([false]);
    });

    it('waits for an hour after a start', async () => {
      const ids = await past(1);
      await newest();
      plane = await plane.restart();
      await run();
      expect(await there(ids)).toEqual([true]);
      clock.pass(HOUR_MS);
      await run();
      expect(await there(ids)).toEqual([false]);
    });

    it('takes nothing for older than what was requested before it, whatever the clock said then', async () => {
      const [before] = await past(1, {}, 1);
      const ids = await past(1, {}, 18_000);
      await newest();
      await run();
      expect(await there([before!, ...ids])).toEqual([true, true]);
    });

    it('shows ops alone what would go', async () => {
      expect((await ada.send('GET', '/api/retention')).status).toBe(403);
    });
  });

  describe('by count', () => {
    beforeEach(() => start({ perService: 3 }));

    it('keeps the newest of each service, however old they are', async () => {
      const orders = await past(5);
      const users = await past(3, { service: 'users' });
      await run();
      expect(await there(orders)).toEqual([false, false, true, true, true]);
      expect(await there(users)).toEqual([true, true, true]);
      expect(await isThere(first.deploymentId)).toBe(true);
      expect((await audited())[0]).toMatchObject({ details: { age: 0, count: 2, share: 0 } });
    });
  });

  describe('by the share of the disk', () => {
    beforeEach(() => start({ logShare: 0.5 }));

    it('removes the oldest until the logs have room', async () => {
      const ids = await past(10);
      await newest();
      jest.spyOn(plane.app.get(LogStore), 'diskBytes').mockResolvedValue(1_300);
      expect(await outlook()).toMatchObject({ logBytes: 1_000, diskBytes: 1_300, removable: { share: 4 } });
      await run();
      expect(await there(ids)).toEqual([...Array<boolean>(4).fill(false), ...Array<boolean>(6).fill(true)]);
      await run();
      expect(await table().countBy({ state: 'failed' })).toBe(6);
    });

    it('touches nothing while they have it', async () => {
      const ids = await past(1);
      await newest();
      await run();
      expect(await there(ids)).toEqual([true]);
    });
  });

  describe('never touches', () => {
    beforeEach(() => start({ days: 90, perService: 1 }));

    const expectKept = async (ids: readonly string[]) => {
      const [other] = await past(1);
      await newest();
      await run();
      expect(await there([...ids, other!])).toEqual([...ids.map(() => true), false]);
    };

    it('the last success, and the newest deployment, of a service', async () => {
      const [earlier, success] = await past(2, { state: 'succeeded', service: 'users' });
      const [failure, latest] = await past(2, { service: 'users' });
      await expectKept([success!, latest!]);
      expect(await there([earlier!, failure!])).toEqual([false, false]);
    });

    it('what is not over', async () => {
      const ids = await past(1, { state: 'queued', finishedAt: null, isParked: true });
      await past(1);
      await run();
      expect(await there(ids)).toEqual([true]);
    });

    it('the release that runs, and those that one can go back to', async () => {
      const [running, back] = await past(2, { state: 'succeeded' });
      await agent.observe({ ...first, deploymentId: running!, releases: [running!, back!] });
      await expectKept([running!, back!]);
    });

    it('a release that was started again', async () => {
      const [origin] = await past(1, { state: 'succeeded' });
      const [rollback] = await past(1, { state: 'succeeded', kind: 'rollback', releaseOf: origin! });
      await agent.observe({ ...first, deploymentId: rollback!, releases: [] });
      await expectKept([origin!, rollback!]);
    });

    it('members of a group that is not over; a group goes with its last member', async () => {
      const groups = plane.app.get(DataSource).getRepository(DeploymentGroup);
      const group = (state: DeploymentGroup['state']) => {
        const row = { id: randomUUID(), sandboxId, requestedBy: 'ada', createdAt: new Date(), state };
        return groups.save(groups.create({ ...row, finishedAt: null, isCanceled: false }));
      };
      const [going, over] = [await group('running'), await group('succeeded')];
      const kept = await past(1, { groupId: going.id });
      const [gone] = await past(1, { groupId: over.id });
      await expectKept(kept);
      expect(await isThere(gone!)).toBe(false);
      expect((await groups.find()).map(({ id }) => id)).toEqual([going.id]);
    });

    it('a log whose page is open, until it is closed', async () => {
      const [id] = await past(1);
      const socket = await ada.connect();
      await socket.ask('watch', { topic: `deployment:${id!}` });
      await expectKept([id!]);
      await socket.ask('unwatch', { topic: `deployment:${id!}` });
      await run();
      expect(await isThere(id!)).toBe(false);
    });

    it('a log that was read just now, even since it was planned', async () => {
      const [id, other] = await past(2);
      await newest();
      const planning = plane.app.get(RetentionPlan);
      const plan = await planning.make();
      expect(plan.removable.map((one) => one.id)).toEqual([id, other]);
      expect((await ada.send('GET', `/api/deployments/${id!}/log`)).text).toBe(LOG);
      jest.spyOn(planning, 'make').mockResolvedValueOnce(plan);
      await run();
      expect(await there([id!, other!])).toEqual([true, false]);
      clock.pass(11 * 60_000);
      await run();
      expect(await isThere(id!)).toBe(false);
    });
  });

  it('removes the logs that a crash left behind, and none of a deployment', async () => {
    await start({ days: 90 });
    const [id] = await past(1);
    await newest();
    const files = jest.spyOn(plane.app.get(LogStore), 'removeAll').mockResolvedValue();
    await run();
    expect([await isThere(id!), existsSync(logOf(id!))]).toEqual([false, true]);
    files.mockRestore();

    await past(1, {}, 1);
    plane = await plane.restart();
    await run();
    await waitUntil('the orphan to be gone', () => !existsSync(logOf(id!)));
    const rows = await table().findBy({ state: 'failed' });
    expect(rows.map((row) => existsSync(logOf(row.id)))).toEqual([true]);
  });

  it('is off with 0', async () => {
    await start({});
    const ids = await past(3, {}, 10_000);
    await newest();
    await run();
    expect(await there(ids)).toEqual([true, true, true]);
    expect((await outlook()).rules).toEqual({ days: null, perService: null, logShare: null });
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { Agent } from '../agents/agent.entity.js';
import { databaseOptions } from './database-options.js';
import { UnitOfWork } from './unit-of-work.js';

describe('UnitOfWork', () => {
  let folder: string;
  let dataSource: DataSource;
  let unitOfWork: UnitOfWork;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sdp-unit-of-work-'));
    dataSource = await new DataSource(databaseOptions(join(folder, 'test.sqlite'))).initialize();
    unitOfWork = new UnitOfWork(dataSource);
  });
  afterEach(async () => {
    await dataSource.destroy();
    await rm(folder, { recursive: true });
  });

  const insert = (name: string) =>
    unitOfWork.manager.getRepository(Agent).insert({
      id: `00000000-0000-4000-8000-${name.padStart(12, '0')}`,
      name,
      kind: 'micro',
      strategies: [],
    });
  const names = async () =>
    (await dataSource.manager.find(Agent, { order: { name: 'ASC' } })).map(({ name }) => name);

  it('keeps what one committed, whatever happens in one that overlaps it', async () => {
    const failing = unitOfWork.run(async () => {
      await insert('1');
      await new Promise(setImmediate);
      throw new Error('rolled back');
    });
    const good = unitOfWork.run(() => insert('2'));

    await expect(failing).rejects.toThrow('rolled back');
    await good;
    expect(await names()).toEqual(['2']);
  });

  it('runs a hundred at once, first come first served', async () => {
    const order: number[] = [];
    const all = Array.from({ length: 100 }, (_, index) =>
      unitOfWork.run(async () => {
        await insert(String(index));
        order.push(index);
        if (index % 3 === 0) throw new Error('rolled back');
      }),
    );
    await Promise.allSettled(all);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(await names()).toHaveLength(66);
  });

  it('joins the unit it is called in', async () => {
    const outer = unitOfWork.run(async () => {
      await insert('1');
      await unitOfWork.run(() => insert('2'));
      throw new Error('rolled back');
    });
    await expect(outer).rejects.toThrow();
    expect(await names()).toEqual([]);
  });

  it('commits nothing when a part failed, even if somebody caught the error', async () => {
    const outer = unitOfWork.run(async () => {
      await insert('1');
      await unitOfWork
        .run(async () => {
          await insert('2');
          throw new Error('the part failed');
        })
        .catch(() => undefined);
    });
    await expect(outer).rejects.toThrow('the part failed');
    expect(await names()).toEqual([]);
  });

  it('starts a unit of its own when the one it was begun in is over', async () => {
    let later: Promise<unknown> = Promise.resolve();
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    await unitOfWork.run(async () => {
      await insert('1');
      later = released.then(() => unitOfWork.run(() => insert('2')));
    });
    release();
    await later;
    expect(await names()).toEqual(['1', '2']);
  });

  it('tells about a commit after it, and never about a rollback', async () => {
    const told: string[] = [];
    await unitOfWork.run(async () => {
      unitOfWork.afterCommit(() => told.push('committed'));
      expect(told).toEqual([]);
    });
    await unitOfWork
      .run(async () => {
        unitOfWork.afterCommit(() => told.push('rolled back'));
        throw new Error();
      })
      .catch(() => undefined);
    expect(told).toEqual(['committed']);
  });

  it('writes to disk before it answers', async () => {
    const [{ synchronous }] = await dataSource.query('PRAGMA synchronous');
    const [{ journal_mode: mode }] = await dataSource.query('PRAGMA journal_mode');
    const [{ foreign_keys: keys }] = await dataSource.query('PRAGMA foreign_keys');
    expect({ synchronous, mode, keys }).toEqual({ synchronous: 2, mode: 'wal', keys: 1 });
  });
});

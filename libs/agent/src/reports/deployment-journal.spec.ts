import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newDataDir, removeDataDir, SANDBOX } from '../testing/test-agent.js';
import { DeploymentJournal } from './deployment-journal.js';

const RECORD = { deploymentId: SANDBOX, epoch: 3, sandboxId: SANDBOX, service: 'orders', hostPort: 21000 };

describe('the journal of a deployment', () => {
  let dataDir: string;
  let path: string;

  beforeEach(async () => {
    dataDir = await newDataDir();
    path = join(dataDir, 'x.json');
  });
  afterEach(() => removeDataDir(dataDir));

  it('is there with its events after a restart, numbered without gaps', async () => {
    const journal = await DeploymentJournal.create(path, RECORD);
    journal.append({ type: 'step-started', step: 'fetch' });
    const first = journal.save();
    journal.append({ type: 'step-finished', step: 'fetch', durationMs: 5, outcome: 'ok' });
    await Promise.all([first, journal.save()]);
    const again = await DeploymentJournal.load(path);
    expect(again?.record).toEqual(RECORD);
    expect(again?.events).toEqual(journal.events);
    expect(again?.events.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(again?.isFinished).toBe(false);
  });

  it('gives its last event a later number, on disk too', async () => {
    const journal = await DeploymentJournal.create(path, RECORD);
    journal.append({ type: 'step-started', step: 'fetch' });
    await journal.save();
    journal.moveLast(4);
    await journal.save();
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ events: [{ seq: 4 }] });
  });

  it.each(['', '{', 'null', '{"record":{"deploymentId":"../../etc/passwd"},"events":[]}'])(
    'is not made of %j',
    async (text) => {
      await writeFile(path, text);
      expect(await DeploymentJournal.load(path)).toBeNull();
    },
  );
});

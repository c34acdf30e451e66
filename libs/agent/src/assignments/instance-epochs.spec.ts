import { DataFolders } from '../storage/data-folders.js';
import { newDataDir, removeDataDir, SANDBOX } from '../testing/test-agent.js';
import { InstanceEpochs } from './instance-epochs.js';

const ORDERS = { sandboxId: SANDBOX, service: 'orders' };

describe('the epochs of instances', () => {
  let dataDir: string;
  const openEpochs = () => new InstanceEpochs(new DataFolders({ dataDir } as never, {} as never));

  beforeEach(async () => void (dataDir = await newDataDir()));
  afterEach(() => removeDataDir(dataDir));

  it('only grow, each instance for itself, and survive a restart', async () => {
    const epochs = openEpochs();
    expect(await epochs.highest(ORDERS)).toBe(0);
    await epochs.admit(ORDERS, 5);
    await epochs.admit(ORDERS, 5);
    await epochs.admit({ ...ORDERS, service: 'billing' }, 2);
    await expect(epochs.admit(ORDERS, 4)).rejects.toMatchObject({ code: 'stale-epoch' });
    const again = openEpochs();
    expect(await again.highest(ORDERS)).toBe(5);
    await expect(again.admit(ORDERS, 4)).rejects.toMatchObject({ code: 'stale-epoch' });
    await again.admit(ORDERS, 6);
  });

  it('admit the newest of many that come together', async () => {
    const epochs = openEpochs();
    const answers = await Promise.allSettled([3, 9, 5, 9].map((epoch) => epochs.admit(ORDERS, epoch)));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  });

  it('remember which instances were commanded since a mark', async () => {
    const epochs = openEpochs();
    await epochs.admit(ORDERS, 1);
    const { mark } = epochs;
    expect(epochs.wasAdmittedSince(ORDERS, mark)).toBe(false);
    await epochs.admit(ORDERS, 2);
    expect(epochs.wasAdmittedSince(ORDERS, mark)).toBe(true);
  });
});

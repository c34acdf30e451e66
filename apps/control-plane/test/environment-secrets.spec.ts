import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EnvironmentComparison, type EnvironmentView } from '@sdp/protocol';
import { Config } from '../src/config/config.js';
import { ControlPlane } from './control-plane.js';
import { type FakeBrowser } from './fake-browser.js';
import { waitUntil } from './wait-until.js';

const CANARY = 'canary-5up3r-s3cr3t-9f2c';
const PATH = '/api/environments';

const keyOf = ({ app }: ControlPlane) => app.get(Config).masterKey!;
const reversed = (key: string) => key.split('').reverse().join('');

describe('The secrets of environments', () => {
  let plane: ControlPlane;
  let ada: FakeBrowser;

  beforeEach(async () => {
    plane = await ControlPlane.start();
    await plane.agent();
    ada = await plane.browser();
  });
  afterEach(() => plane.destroy());

  const anEnvironment = () =>
    ada.call<EnvironmentView>('POST', PATH, {
      name: 'integration',
      variables: [
        { name: 'GREETING', value: 'Hello' },
        { name: 'DB_PASSWORD', value: CANARY, isSecret: true },
      ],
    });
  const compare = (left: string, right: string) =>
    ada.call<EnvironmentComparison>('GET', `${PATH}/compare?left=${left}&right=${right}`);

  const everythingOnDisk = async () => {
    const files = await readdir(plane.dataDir, { recursive: true, withFileTypes: true });
    const contents = files
      .filter((file) => file.isFile())
      .map((file) => readFile(join(file.parentPath, file.name), 'latin1'));
    return (await Promise.all(contents)).join('');
  };

  it('show in no answer, the audit trail, live updates and the disk', async () => {
    const { id } = await anEnvironment();
    await (await ada.connect()).ask('watch', { topic: 'environments' });
    await ada.call('PATCH', `${PATH}/${id}/variables`, {
      set: [{ name: 'DB_PASSWORD', value: `${CANARY}2` }],
    });
    await ada.call('POST', `${PATH}/${id}/clone`, { name: 'copy' });
    await ada.call('POST', `${PATH}/${id}/import`, { text: `T=${CANARY}3`, secrets: ['T'] });
    await ada.call('POST', `${PATH}/${id}/versions/1/restore`);
    const olga = await plane.browser('olga');
    await waitUntil('the updates', () => ada.updates.length >= 2);
    for (const path of [
      PATH,
      `${PATH}/${id}`,
      `${PATH}/${id}/versions`,
      `${PATH}/${id}/export`,
      '/api/audit',
    ])
      expect((await olga.send('GET', path)).text).not.toContain(CANARY);
    expect(JSON.stringify(ada.updates)).not.toContain(CANARY);
    expect(await everythingOnDisk()).not.toContain(CANARY);
    await plane.close();
    expect(await everythingOnDisk()).not.toContain(CANARY);
    plane = await ControlPlane.start({ dataDir: plane.dataDir });
  });

  it('outlive a restart and a change of the key', async () => {
    const { id } = await anEnvironment();
    const copy = await ada.call<EnvironmentView>('POST', `${PATH}/${id}/clone`, { name: 'copy' });
    const previousMasterKey = keyOf(plane);
    const masterKey = reversed(previousMasterKey);
    const { dataDir } = plane;
    await plane.close();
    for (const config of [{ masterKey, previousMasterKey }, { masterKey }]) {
      plane = await ControlPlane.start({ dataDir, config });
      await plane.agent();
      ada = await plane.browser();
      expect((await compare(id, copy.id)).differences).toEqual([]);
      const restored = await ada.call<EnvironmentView>('POST', `${PATH}/${id}/versions/1/restore`);
      expect(restored.version).toBe(1);
      await plane.close();
    }
    plane = await ControlPlane.start({ dataDir, config: { masterKey } });
  });

  it('say at boot which key is missing', async () => {
    await anEnvironment();
    const { dataDir } = plane;
    const otherKey = reversed(keyOf(plane));
    await plane.close();
    for (const masterKey of [null, otherKey])
      await expect(ControlPlane.start({ dataDir, config: { masterKey } })).rejects.toThrow(
        /SDP_MASTER_KEY.*integration.*SDP_MASTER_KEY_PREVIOUS/s,
      );
    plane = await ControlPlane.start({ dataDir });
  });

  it('are not taken without a key; plain variables are', async () => {
    const { dataDir } = plane;
    await plane.close();
    plane = await ControlPlane.start({ dataDir, config: { masterKey: null } });
    await plane.agent();
    ada = await plane.browser();
    const { id } = await ada.call<EnvironmentView>('POST', PATH, {
      name: 'plain',
      variables: [{ name: 'A', value: '1' }],
    });
    const { status, body, text } = await ada.send('PATCH', `${PATH}/${id}/variables`, {
      set: [{ name: 'B', value: CANARY, isSecret: true }],
    });
    expect([status, body.error.code]).toEqual([409, 'conflict']);
    expect(body.error.message).toContain('SDP_MASTER_KEY');
    expect(text).not.toContain(CANARY);
  });
});

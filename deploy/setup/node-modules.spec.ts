import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkSystemNode, modulesInstallation } from './node-modules.mjs';

describe('npm packages', () => {
  let root: string;
  const plan = () => modulesInstallation(root, '/dev/null');
  const writeAged = (file: string, content: string, minutes: number) => {
    writeFileSync(join(root, file), content);
    const time = new Date(Date.now() - minutes * 60_000);
    utimesSync(join(root, file), time, time);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'sdp-modules-'));
    writeAged('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/a': {} } }), 5);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('are installed when there are none', () => {
    expect(plan()[0]?.rows[0]?.how).toBe('npm ci');
  });

  it.each([
    ['stay when the lock is as old', 4, 0],
    ['are installed again when the lock is newer', 6, 1],
  ])('%s', (_, minutes, actions) => {
    mkdirSync(join(root, 'node_modules'));
    writeAged('node_modules/.package-lock.json', '{}', minutes);
    expect(plan()).toHaveLength(actions);
  });

  it('are never installed through a link: that would empty a folder elsewhere', () => {
    mkdirSync(join(root, 'elsewhere'));
    symlinkSync(join(root, 'elsewhere'), join(root, 'node_modules'));
    expect(plan).toThrow(/is a link to .*elsewhere and older/);
  });
});

it('needs Node 20', () => {
  expect(() => checkSystemNode('18.19.0')).toThrow(/This is Node 18\.19\.0; SDP needs 20/);
  expect(() => checkSystemNode('20.0.0')).not.toThrow();
});

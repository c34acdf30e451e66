import { aStorage, noStorage } from './sample-agent';
import { runText, storageRows } from './storage-rows';

const MIB = 1024 * 1024;

describe('what an agent has stored', () => {
  it('is shown by kind, the largest first, with what goes next', () => {
    const stored = {
      ...noStorage(),
      mirror: { items: 3, bytes: 300 * MIB },
      cache: { items: 9, bytes: 900 * MIB },
    };
    const removable = { ...noStorage(), mirror: { items: 1, bytes: 100 * MIB } };
    expect(
      storageRows(aStorage({ stored, removable })).map(({ name, text, going }) => [name, text, going]),
    ).toEqual([
      ['Build caches', '900 MiB', null],
      ['Git mirrors', '300 MiB', '100 MiB'],
      ['Releases', '0 B', null],
      ['Own base images', '0 B', null],
    ]);
  });

  it('says what the last run came to', () => {
    expect(runText(noStorage())).toBe('found nothing to remove');
    expect(runText({ ...noStorage(), cache: { items: 2, bytes: 5 * MIB } })).toBe('freed 5.0 MiB');
  });
});

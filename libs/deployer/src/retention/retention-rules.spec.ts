import { DEFAULT_RETENTION, planRemovals, type RetentionRules, type Situation } from './retention-rules.js';
import { type StoredItem } from './stored-item.js';

const DAY_MS = 24 * 3_600_000;
const NOW = Date.UTC(2026, 10, 29);
const GIB = 1024 ** 3;

/** Two disks: 1 is half full, 2 is full to the last tenth. */
const SITUATION: Situation = {
  now: NOW,
  isClockTrusted: true,
  disks: [
    { device: 1, freeBytes: 50 * GIB, totalBytes: 100 * GIB },
    { device: 2, freeBytes: 10 * GIB, totalBytes: 100 * GIB },
  ],
};

let count = 0;
const item = (changes: Partial<StoredItem> = {}): StoredItem => {
  const id = changes.id ?? `item-${String(++count).padStart(4, '0')}`;
  return {
    kind: 'mirror',
    id,
    name: id,
    bytes: GIB,
    usedAt: NOW - 2 * DAY_MS,
    isKept: false,
    device: 1,
    ...changes,
  };
};

const usedDaysAgo = (days: number, changes: Partial<StoredItem> = {}) =>
  item({ usedAt: NOW - days * DAY_MS, ...changes });

function planned(
  items: StoredItem[],
  changes: { rules?: Partial<RetentionRules>; situation?: Partial<Situation> } = {},
) {
  const rules = { ...DEFAULT_RETENTION, ...changes.rules };
  return planRemovals(items, rules, { ...SITUATION, ...changes.situation }).map(({ id, reason }) => [
    id,
    reason,
  ]);
}

describe('by age', () => {
  it('goes what was not used for longer than its kind may be', () => {
    const items = [
      usedDaysAgo(61, { id: 'old mirror' }),
      usedDaysAgo(59, { id: 'mirror' }),
      usedDaysAgo(15, { id: 'old cache', kind: 'cache' }),
      usedDaysAgo(13, { id: 'cache', kind: 'cache' }),
      usedDaysAgo(61, { id: 'old image', kind: 'image' }),
    ];
    expect(planned(items).sort()).toEqual([
      ['old cache', 'age'],
      ['old image', 'age'],
      ['old mirror', 'age'],
    ]);
  });

  it('nothing goes of a kind whose rule is off', () => {
    const days = { ...DEFAULT_RETENTION.days, mirror: 0 };
    expect(planned([usedDaysAgo(9_999)], { rules: { days } })).toEqual([]);
  });

  it('nothing goes while the clock is not trusted', () => {
    expect(planned([usedDaysAgo(9_999)], { situation: { isClockTrusted: false } })).toEqual([]);
  });

  it('releases beyond the count may stay for some days', () => {
    const days = { ...DEFAULT_RETENTION.days, release: 7 };
    const items = [
      usedDaysAgo(6, { id: 'young', kind: 'release' }),
      usedDaysAgo(8, { id: 'old', kind: 'release' }),
    ];
    expect(planned(items, { rules: { days } })).toEqual([['old', 'age']]);
  });
});

describe('by count', () => {
  it('releases beyond it go at once, whatever the clock says', () => {
    const release = item({ kind: 'release', usedAt: NOW });
    expect(planned([release], { situation: { isClockTrusted: false } })).toEqual([[release.id, 'count']]);
  });
});

describe('what is kept', () => {
  it.each(['release', 'mirror', 'cache', 'image'] as const)('is never planned: a %s', (kind) => {
    const kept = usedDaysAgo(9_999, { kind, isKept: true, device: 2, bytes: 90 * GIB });
    expect(planned([kept])).toEqual([]);
  });
});

describe('by share', () => {
  it('what was not used for longest goes first, until the disk is below it', () => {
    const items = [5, 9, 7, 3].map((days) => usedDaysAgo(days, { id: `${days}`, device: 2, bytes: 2 * GIB }));
    // 90 of 100 GiB are in use, 85 may be.
    expect(planned(items)).toEqual([
      ['9', 'share'],
      ['7', 'share'],
      ['5', 'share'],
    ]);
  });

  it('counts what goes anyhow', () => {
    const items = [
      usedDaysAgo(99, { id: 'aged', device: 2, bytes: 4 * GIB }),
      usedDaysAgo(5, { id: 'first', device: 2 }),
      usedDaysAgo(4, { id: 'second', device: 2 }),
    ];
    expect(planned(items)).toEqual([
      ['aged', 'age'],
      ['first', 'share'],
    ]);
  });

  it('touches nothing on another disk, or on one that nobody knows', () => {
    expect(planned([item({ device: 1 }), item({ device: null }), item({ device: 77 })])).toEqual([]);
  });

  it('keeps what was used within the hour, even where that is everything', () => {
    const items = [
      item({ device: 2, usedAt: NOW - 3_599_000, bytes: 90 * GIB }),
      item({ device: 2, usedAt: NOW, bytes: 90 * GIB }),
    ];
    expect(planned(items)).toEqual([]);
  });

  it('takes nothing that would free nothing', () => {
    expect(planned([item({ device: 2, bytes: 0 })])).toEqual([]);
  });

  it('works while the clock is not trusted, since an order needs no clock', () => {
    const items = [
      usedDaysAgo(3, { id: 'newer', device: 2 }),
      usedDaysAgo(5, { id: 'older', device: 2, bytes: 9 * GIB }),
    ];
    expect(planned(items, { situation: { isClockTrusted: false } })).toEqual([['older', 'share']]);
  });

  it('is off with 0', () => {
    expect(planned([item({ device: 2 })], { rules: { diskShare: 0 } })).toEqual([]);
  });

  it('is content with a disk of no size', () => {
    const disks = [{ device: 2, freeBytes: 0, totalBytes: 0 }];
    expect(planned([item({ device: 2 })], { situation: { disks } })).toEqual([]);
  });
});

describe('a use in the future', () => {
  const future = { id: 'future', usedAt: Date.UTC(9999, 0), device: 2 };

  it('does not keep a thing for ever', () => {
    expect(planned([item({ ...future, device: 1 })])).toEqual([['future', 'age']]);
  });

  it('is handed on as it was found, for whoever removes the thing', () => {
    const rules = { ...DEFAULT_RETENTION };
    const [removal] = planRemovals([item({ ...future, device: 1 })], rules, SITUATION);
    expect(removal?.usedAt).toBe(future.usedAt);
  });

  it('goes before everything else when the disk is full', () => {
    const days = { ...DEFAULT_RETENTION.days, mirror: 0 };
    const items = [usedDaysAgo(50, { id: 'past', device: 2 }), item({ ...future, bytes: 9 * GIB })];
    expect(planned(items, { rules: { days } })).toEqual([['future', 'share']]);
  });

  it('counts as now while the clock may be wrong', () => {
    expect(planned([item(future)], { situation: { isClockTrusted: false } })).toEqual([]);
  });

  it('of less than a day is a clock that differs a little', () => {
    expect(planned([item({ usedAt: NOW + DAY_MS / 2, device: 1 })])).toEqual([]);
  });
});

it('is the same whatever the order in which things are found', () => {
  const items = Array.from({ length: 50 }, (_, index) =>
    usedDaysAgo(index % 7, { device: 2, bytes: GIB / 4, id: `thing ${index}` }),
  );
  expect(planned(items.toReversed())).toEqual(planned(items));
});

it('plans a hundred thousand things', () => {
  const items = Array.from({ length: 100_000 }, (_, index) => usedDaysAgo(2 + (index % 80), { device: 2 }));
  expect(planned(items).length).toBeGreaterThan(20_000);
});

import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { type LogSectionView } from '@sdp/protocol';
import { LogFilter } from './log-filter';
import { MemoryLog } from './memory-log';
import { type LineQuery, type Matches } from './log-source';

/** With steps, and with levels that its lines begin with. */
class SteppedLog extends MemoryLog {
  override readonly sections = signal<readonly LogSectionView[]>([
    { step: 'fetch', firstLine: 1, lastLine: 3 },
    { step: 'build', firstLine: 4, lastLine: 6 },
  ]);

  override async find(query: LineQuery, from: number): Promise<Matches> {
    const found = await super.find(query, from);
    for (let line = from; line <= found.to; line++) {
      const level = this.line(line)?.text.startsWith('error') ? 'error' : 'none';
      if (!query.levels.includes(level)) found.bits[(line - from) >> 3]! &= ~(1 << ((line - from) & 7));
    }
    return found;
  }
}

describe('LogFilter', () => {
  const log = new SteppedLog();
  log.append('a\nb\nerror a\nb\na\nerror b\n');
  let filter: LogFilter;

  beforeEach(() => (filter = TestBed.runInInjectionContext(() => new LogFilter(signal(log)))));

  const settle = async () => {
    TestBed.tick();
    await new Promise((resolve) => setTimeout(resolve));
    TestBed.tick();
  };
  const seen = () =>
    Array.from({ length: filter.layout().count }, (_, index) => {
      const item = filter.layout().itemAt(index);
      return item.kind === 'line' ? item.number : item.section.step;
    });
  const look = async (text: string) => {
    filter.text.set(text);
    await settle();
  };

  it('goes from match to match, around the ends', async () => {
    await look('a');
    expect(filter.matchCount()).toBe(3);
    expect([filter.beside(0, 1), filter.beside(1, 1), filter.beside(5, 1)]).toEqual([1, 3, 1]);
    expect([filter.beside(5, -1), filter.beside(1, -1)]).toEqual([3, 5]);
    filter.current.set(3);
    expect(filter.currentPlace()).toBe(2);
    await look('nowhere');
    expect([filter.matchCount(), filter.beside(1, 1), filter.current()]).toEqual([0, null, null]);
  });

  it('shows only what matches, when that is wished', async () => {
    await look('error');
    expect(seen()).toHaveLength(8);
    filter.onlyMatches.set(true);
    expect(seen()).toEqual(['fetch', 3, 'build', 6]);
    await look('');
    expect(seen()).toHaveLength(8);
  });

  it('hides levels, also from what is searched', async () => {
    filter.toggleLevel('none');
    await settle();
    expect(seen()).toEqual(['fetch', 3, 'build', 6]);
    await look('a');
    expect(filter.matchCount()).toBe(1);
    filter.toggleLevel('none');
    await settle();
    expect([seen().length, filter.matchCount()]).toEqual([8, 3]);
  });

  it('folds steps, and opens the one that a line is in', () => {
    filter.foldAll(true);
    expect(seen()).toEqual(['fetch', 'build']);
    filter.unfold(5);
    expect(seen()).toEqual(['fetch', 'build', 4, 5, 6]);
  });

  it('names what is left of a range', async () => {
    expect(filter.linesIn({ from: 2, to: 5 }, 3)).toEqual([2, 3, 4]);
    await look('b');
    filter.onlyMatches.set(true);
    expect(filter.linesIn({ from: 1, to: 6 }, 10)).toEqual([2, 4, 6]);
  });
});

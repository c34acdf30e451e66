import { LineFinder } from './line-finder';
import { MemoryLog } from './memory-log';
import { type LineQuery, type Matches } from './log-source';

const query = (text: string): LineQuery => ({ text, matchCase: false, levels: [] });

/** Answers when told to. */
class SlowLog extends MemoryLog {
  readonly asked: { query: LineQuery; from: number; answer: () => void }[] = [];
  lines_at_once = 2;

  override async find(wanted: LineQuery, from: number): Promise<Matches> {
    const all = await super.find(wanted, from);
    const to = Math.min(all.to, from + this.lines_at_once - 1);
    const bits = all.bits.slice(0, 1).map((byte) => byte & ((1 << (to - from + 1)) - 1));
    await new Promise<void>((resolve) => this.asked.push({ query: wanted, from, answer: resolve }));
    return { from, to, bits };
  }

  async answer(): Promise<void> {
    await settled();
    this.asked.shift()?.answer();
    await settled();
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('LineFinder', () => {
  it('goes through the log step by step, and on when it grows', async () => {
    const log = new SlowLog();
    log.append('a\nb\nA\na\n');
    const finder = new LineFinder();
    finder.look(log, query('a'));
    await log.answer();
    expect([finder.found()?.count, finder.isBusy()]).toEqual([1, true]);
    await log.answer();
    expect([finder.found()?.count, finder.isBusy()]).toEqual([3, false]);
    log.append('a\n');
    void finder.goOn();
    await settled();
    expect(log.asked[0]?.from).toBe(5);
    await log.answer();
    expect(finder.found()?.count).toBe(4);
  });

  it('throws away what was looked for before', async () => {
    const log = new SlowLog();
    log.append('a\nb\n');
    const finder = new LineFinder();
    finder.look(log, query('a'));
    finder.look(log, query('b'));
    await log.answer();
    await log.answer();
    expect([finder.found()?.has(1), finder.found()?.has(2)]).toEqual([false, true]);
    finder.look(log, undefined);
    expect(finder.found()).toBeNull();
  });

  it('says when it could not look, and does so again later', async () => {
    const log = new MemoryLog();
    log.append('a\n');
    const working = log.find.bind(log);
    log.find = () => Promise.reject({ code: 'internal', message: 'Cut off.' });
    const finder = new LineFinder();
    finder.look(log, query('a'));
    await settled();
    expect([finder.error()?.message, finder.isBusy()]).toEqual(['Cut off.', false]);
    log.find = working;
    await finder.goOn();
    expect([finder.error(), finder.found()?.count]).toEqual([undefined, 1]);
  });
});

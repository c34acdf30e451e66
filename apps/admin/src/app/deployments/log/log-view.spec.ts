import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { type LogSectionView } from '@sdp/protocol';
import { Clipboard } from '@angular/cdk/clipboard';
import { LogView } from './log-view';
import { MemoryLog } from './memory-log';

const VIEW_HEIGHT = 400;

/** jsdom lays nothing out: a view of one size, told once. */
class FixedSize implements ResizeObserver {
  constructor(private readonly tell: ResizeObserverCallback) {}
  observe(): void {
    queueMicrotask(() => this.tell([], this));
  }
  unobserve(): void {}
  disconnect(): void {}
}

class SteppedLog extends MemoryLog {
  override readonly sections = signal<readonly LogSectionView[]>([
    { step: 'fetch', firstLine: 1, lastLine: 100 },
    { step: 'build', firstLine: 101, lastLine: 5000 },
  ]);
}

describe('LogView', () => {
  let fixture: ComponentFixture<LogView>;
  let log: MemoryLog;
  const copied: string[] = [];
  const scrollIntoView = jest.fn();

  beforeEach(async () => {
    copied.length = 0;
    scrollIntoView.mockClear();
    window.ResizeObserver = FixedSize;
    HTMLElement.prototype.scrollIntoView = scrollIntoView;
    Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: VIEW_HEIGHT });
    TestBed.configureTestingModule({
      providers: [{ provide: Clipboard, useValue: { copy: (text: string) => copied.push(text) > 0 } }],
    });
    log = new SteppedLog();
    log.append(
      Array.from({ length: 5000 }, (_, at) => `line ${at + 1}${at === 2499 ? ' needle' : ''}\n`).join(''),
    );
    fixture = TestBed.createComponent(LogView);
    fixture.componentRef.setInput('source', log);
    await settle();
  }, 30_000);
  afterEach(() => Reflect.deleteProperty(HTMLElement.prototype, 'clientHeight'));

  const settle = async () => {
    for (let round = 0; round < 3; round++) {
      await fixture.whenStable();
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  const element = () => fixture.nativeElement as HTMLElement;
  const by = (id: string) => element().querySelector<HTMLElement>(`[data-testid="${id}"]`)!;
  const numbers = () =>
    [...element().querySelectorAll<HTMLElement>('sdp-log-row')].map((row) => Number(row.dataset['line']));
  const marked = () =>
    [...element().querySelectorAll<HTMLElement>('sdp-log-row.marked')].map((row) =>
      Number(row.dataset['line']),
    );
  const click = async (target: HTMLElement) => {
    target.click();
    await settle();
  };

  it('renders the end, and follows what comes', async () => {
    expect(numbers().at(-1)).toBe(5000);
    expect(numbers().length).toBeLessThan(100);
    log.append('line 5001\n');
    (log.sections as ReturnType<typeof signal<readonly LogSectionView[]>>).set([
      { step: 'fetch', firstLine: 1, lastLine: 100 },
      { step: 'build', firstLine: 101, lastLine: 5001 },
    ]);
    await settle();
    expect(numbers().at(-1)).toBe(5001);
  });

  it('brings the lines into view that are marked', async () => {
    fixture.componentRef.setInput('linkTo', '/deployments/1');
    fixture.componentRef.setInput('marked', { from: 2500, to: 2501 });
    await settle();
    expect(marked()).toEqual([2500, 2501]);
    const link = element().querySelector<HTMLAnchorElement>('sdp-log-row[data-line="2500"] a.number');
    expect(link?.getAttribute('href')).toBe('/deployments/1#L2500');
  });

  it('brings a line into view again, and itself, for a link elsewhere on the page', async () => {
    fixture.componentRef.setInput('linkTo', '/deployments/1');
    fixture.componentRef.setInput('marked', { from: 2500, to: 2500 });
    await settle();
    await click(by('follow-log'));
    expect(marked()).toEqual([]);
    fixture.componentInstance.show(2500);
    await settle();
    expect(marked()).toEqual([2500]);
    expect(scrollIntoView).toHaveBeenCalled();
    expect(document.activeElement).toBe(by('log-view'));
  });

  it('says once all is here that it has no line that the address names', async () => {
    fixture.componentRef.setInput('linkTo', '/deployments/1');
    fixture.componentRef.setInput('marked', { from: 9000, to: 9001 });
    await settle();
    expect(by('log-status').textContent).toBe('');
    log.end();
    await settle();
    expect(by('log-status').textContent).toBe('There is no line 9000: the log has 5000.');
    fixture.componentRef.setInput('marked', { from: 5000, to: 5000 });
    await settle();
    expect(by('log-status').textContent).toBe('');
  });

  it('folds a step away, and back', async () => {
    await click(by('fold-all'));
    expect(numbers()).toEqual([]);
    await click(by('fold-fetch'));
    expect(numbers()[0]).toBe(1);
    expect(by('fold-fetch').getAttribute('aria-expanded')).toBe('true');
    await click(by('fold-fetch'));
    expect([numbers(), by('fold-build').getAttribute('aria-expanded')]).toEqual([[], 'false']);
  });

  it('finds a text and shows it highlighted, and only it when that is wished', async () => {
    const field = by('log-search') as HTMLInputElement;
    field.value = 'NEEDLE';
    field.dispatchEvent(new Event('input'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await settle();
    expect(element().querySelector('sdp-log-row.current mark')?.textContent).toBe('needle');
    expect(by('log-matches').textContent).toMatch(/1\s+of\s+1/);
    await click(by('only-matches'));
    expect(numbers()).toEqual([2500]);
  });

  it('goes to lines by number and copies them as text', async () => {
    const field = by('go-to-line') as HTMLInputElement;
    field.value = '2500-2501';
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    await settle();
    expect(marked()).toEqual([2500, 2501]);
    await click(by('copy-log'));
    expect(copied).toEqual(['line 2500 needle\nline 2501\n']);
    field.value = '9000';
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    await settle();
    expect(by('log-status').textContent).toMatch(/no line 9000/);
  });

  it('goes to a line once more when its number is typed once more', async () => {
    const field = by('go-to-line') as HTMLInputElement;
    field.value = '2500';
    for (const expected of [2500, 2500]) {
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
      await settle();
      expect(marked()).toEqual([expected]);
      await click(by('follow-log'));
      expect(marked()).toEqual([]);
    }
  });

  it('chooses lines by their numbers', async () => {
    const picked: unknown[] = [];
    fixture.componentInstance.picked.subscribe((range) => picked.push(range));
    const last = element().querySelector<HTMLElement>('sdp-log-row[data-line="4990"] .number')!;
    await click(last);
    element()
      .querySelector<HTMLElement>('sdp-log-row[data-line="4992"] .number')!
      .dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }));
    await settle();
    expect(picked).toEqual([
      { from: 4990, to: 4990 },
      { from: 4990, to: 4992 },
    ]);
    expect(marked()).toEqual([4990, 4991, 4992]);
  });
});

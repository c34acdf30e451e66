import { linesOf } from './log-line';
import { cutTo, SelectionMemory } from './selection-memory';

describe('SelectionMemory', () => {
  let rows: HTMLElement;
  let memory: SelectionMemory;

  beforeEach(() => {
    rows = document.createElement('div');
    memory = new SelectionMemory();
    for (let at = 0; at < 3; at++) {
      const row = document.createElement('sdp-log-row');
      row.innerHTML = '<a class="number">1</a><span class="text"> </span>';
      rows.append(row);
      show(at, at + 1, `line ${at + 1}`);
    }
    document.body.replaceChildren(rows);
  });

  /** As rows are reused: the same text node gets another line. */
  function show(at: number, line: number, text: string, part = 0): void {
    const row = rows.children[at] as HTMLElement;
    Object.assign(row.dataset, { line: String(line), part: String(part) });
    textOf(at).nodeValue = text;
  }
  const textOf = (at: number) => rows.children[at]!.querySelector('.text')!.firstChild!;
  const look = () => memory.look(rows, getSelection());
  const select = (from: Node, start: number, to: Node, end: number) => {
    getSelection()!.setBaseAndExtent(from, start, to, end);
    look();
  };

  it('leaves to the browser what it still has', () => {
    select(textOf(0), 2, textOf(2), 3);
    look();
    expect(memory.range()).toBeNull();
  });

  it('keeps an end whose element shows another line by now', () => {
    select(textOf(0), 2, textOf(2), 3);
    show(0, 4, 'line 4');
    getSelection()!.extend(textOf(0), 1);
    look();
    expect(memory.range()).toEqual({ from: { line: 1, column: 2 }, to: { line: 4, column: 1 } });
  });

  it('keeps an end whose element is gone, selected upwards', () => {
    show(2, 3, 'wrapped', 40);
    select(textOf(2), 4, textOf(1), 1);
    rows.lastElementChild!.remove();
    look();
    expect(memory.range()).toEqual({ from: { line: 2, column: 1 }, to: { line: 3, column: 44 } });
  });

  it('forgets it for what is selected anew, or elsewhere', () => {
    select(textOf(0), 2, textOf(2), 3);
    show(0, 4, 'line 4');
    select(textOf(0), 1, textOf(0), 1);
    select(textOf(0), 1, textOf(1), 2);
    expect(memory.range()).toBeNull();
    show(0, 5, 'line 5');
    const elsewhere = document.body.appendChild(document.createElement('p'));
    select(elsewhere, 0, textOf(1), 2);
    expect(memory.range()).toBeNull();
  });
});

describe('cutTo', () => {
  it('cuts the first line and the last one', () => {
    const lines = linesOf('one\ntwo\nthree\n', 7);
    const from = { line: 7, column: 1 };
    expect(cutTo({ from, to: { line: 9, column: 2 } }, lines)).toBe('ne\ntwo\nth');
    expect(cutTo({ from, to: { line: 7, column: 2 } }, lines.slice(0, 1))).toBe('n');
  });
});

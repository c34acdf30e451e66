import { selectedText } from './selected-text';

function rows(...texts: [text: string, part: number][]): HTMLElement {
  const element = document.createElement('div');
  for (const [text, part] of texts) {
    const row = document.createElement('sdp-log-row');
    row.dataset['part'] = String(part);
    for (const [name, content] of [
      ['number', '12'],
      ['text', text],
    ] as const) {
      const span = document.createElement('span');
      span.className = name;
      span.textContent = content;
      row.append(span);
    }
    element.append(row);
  }
  document.body.replaceChildren(element);
  return element;
}

function select(from: Node, start: number, to: Node, end: number): Selection {
  const selection = getSelection()!;
  selection.setBaseAndExtent(from, start, to, end);
  return selection;
}

describe('selectedText', () => {
  it('has the texts only, from where the selection begins to where it ends', () => {
    const element = rows(['first', 0], ['second', 0], ['third', 0]);
    const [first, , third] = [...element.querySelectorAll('.text')].map((text) => text.firstChild!);
    expect(selectedText(element, select(first!, 2, third!, 3))).toBe('rst\nsecond\nthi');
    expect(selectedText(element, select(element, 0, element, 3))).toBe('first\nsecond\nthird');
  });

  it('puts the parts of a wrapped line together', () => {
    const element = rows(['wrapped ', 0], ['line', 8], ['next', 0]);
    expect(selectedText(element, select(element, 0, element, 3))).toBe('wrapped line\nnext');
  });

  it('is nothing where nothing is selected', () => {
    const element = rows(['first', 0]);
    expect(selectedText(element, select(element, 0, element, 0))).toBe('');
  });
});

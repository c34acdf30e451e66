import { ansiSpans } from './ansi-spans';
import { highlighted } from './highlight';

const parts = (line: string, wanted: string, matchCase = false) =>
  highlighted(ansiSpans(line), wanted, matchCase).map(({ text, isMatch }) => (isMatch ? `[${text}]` : text));

describe('highlighted', () => {
  it('marks every place, and keeps the styles', () => {
    expect(parts('an error, an Error', 'error')).toEqual(['an ', '[error]', ', an ', '[Error]']);
    expect(parts('an error, an Error', 'Error', true)).toEqual(['an error, an ', '[Error]']);
    const spans = highlighted(ansiSpans('un\x1b[1mdefi\x1b[0mned'), 'ndefined', false);
    expect(spans.map(({ text, classes, isMatch }) => [text, classes, isMatch])).toEqual([
      ['u', '', false],
      ['n', '', true],
      ['defi', 'bold', true],
      ['ned', '', true],
    ]);
  });

  it('leaves alone what has none', () => {
    expect(parts('nothing here', 'error')).toEqual(['nothing here']);
    expect(parts('nothing here', '')).toEqual(['nothing here']);
    expect(parts('İİ error', 'error')).toEqual(['İİ error']);
  });
});

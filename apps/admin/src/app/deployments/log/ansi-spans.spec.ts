import { ansiSpans, sliceSpans } from './ansi-spans';
import { contrast, legibleOn } from './colours';

const ESC = '\x1b';
const texts = (line: string) => ansiSpans(line).map(({ text }) => text);

describe('ansiSpans', () => {
  it('leaves a line without colours whole', () => {
    expect(ansiSpans('<b>plain</b>')).toEqual([
      { text: '<b>plain</b>', classes: '', color: null, background: null, isMatch: false },
    ]);
    expect(ansiSpans('')).toEqual([]);
  });

  it('cuts a line where its style changes', () => {
    expect(texts(`a ${ESC}[31mred${ESC}[0m z`)).toEqual(['a ', 'red', ' z']);
  });

  it('styles through a fixed list of classes', () => {
    const [span] = ansiSpans(`${ESC}[1;2;3;4;5;8;9mall${ESC}[0m`);
    expect(span?.classes.split(' ').filter(Boolean).sort()).toEqual([
      'bold',
      'dim',
      'italic',
      'strike',
      'underline',
    ]);
  });

  it.each(['31', '94', '38;5;208', '38;2;1;2;3', '7', '41;97', '48;5;17', '38;5;999', '38;2;999;0;0'])(
    'makes colours from numbers only: %s',
    (code) => {
      for (const { color, background } of ansiSpans(`${ESC}[${code}mtext${ESC}[0m`)) {
        for (const value of [color, background])
          expect(value ?? 'rgb(0, 0, 0)').toMatch(/^rgb\(\d+, \d+, \d+\)$/);
      }
    },
  );
});

describe('sliceSpans', () => {
  it('takes characters across spans and keeps their styles', () => {
    const spans = ansiSpans(`ab${ESC}[1mcd${ESC}[0mef`);
    expect(sliceSpans(spans, 1, 5).map(({ text, classes }) => [text, classes])).toEqual([
      ['b', ''],
      ['cd', 'bold'],
      ['e', ''],
    ]);
    expect(sliceSpans(spans, 6, 9)).toEqual([]);
  });
});

describe('legibleOn', () => {
  it.each([
    [null, [0, 0, 187]],
    [null, [0, 0, 0]],
    [
      [187, 187, 0],
      [255, 255, 255],
    ],
    [[200, 0, 0], null],
    [
      [128, 128, 128],
      [128, 128, 128],
    ],
  ] as const)('on %p turns %p into something readable', (background, wanted) => {
    const log = [15, 17, 21] as const;
    expect(contrast(legibleOn(background, wanted), background ?? log)).toBeGreaterThanOrEqual(4.5);
  });

  it('keeps a colour that can be read', () => {
    expect(legibleOn(null, [0, 187, 0])).toEqual([0, 187, 0]);
  });
});

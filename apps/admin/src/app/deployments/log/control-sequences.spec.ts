import { withoutColours, withoutControls } from './control-sequences';

const ESC = '\x1b';

describe('withoutControls', () => {
  it('keeps text and colours as they are', () => {
    expect(withoutControls('plain <b>text</b>')).toBe('plain <b>text</b>');
    expect(withoutControls(`${ESC}[1;31mred${ESC}[0m`)).toBe(`${ESC}[1;31mred${ESC}[0m`);
  });

  it.each([
    ['a window title', `a${ESC}]0;evil\x07b`],
    ['a hyperlink (OSC 8)', `${ESC}]8;;javascript:alert(1)\x07a${ESC}]8;;${ESC}\\b`],
    ['the clipboard (OSC 52)', `a${ESC}]52;c;ZXZpbA==${ESC}\\b`],
    ['OSC in its 8-bit form', 'a\x9d0;evil\x9cb'],
    ['DCS, PM, APC, SOS', `a${ESC}Pq#0${ESC}\\${ESC}^x${ESC}\\${ESC}_y${ESC}\\${ESC}Xz${ESC}\\b`],
    ['cursor moves and erasing', `${ESC}[2J${ESC}[10;20Ha${ESC}[1A${ESC}[Kb`],
    ['private modes', `a${ESC}[?1049h${ESC}[?25lb`],
    ['CSI in its 8-bit form', 'a\x9b2Jb'],
    ['lone escapes', `${ESC}ca${ESC}7${ESC}(B${ESC}=b`],
    ['an escape at the end', `ab${ESC}`],
    ['bells, backspaces, NUL, DEL', 'a\x07\x08\x00\x7fb'],
  ])('strips %s', (_, line) => {
    expect(withoutControls(line)).toBe('ab');
  });

  it('keeps the text after an unfinished string', () => {
    expect(withoutControls(`${ESC}]0;no end`)).toBe('0;no end');
  });

  it('shows what a progress bar wrote last', () => {
    expect(withoutControls('10 %\r50 %\r100 %')).toBe('100 %');
    expect(withoutControls('with a Windows end\r')).toBe('with a Windows end');
  });

  it('makes characters visible that turn the direction of text', () => {
    expect(withoutControls('photo_\u202egnp.exe')).toBe('photo_\ufffdgnp.exe');
  });

  it('is linear in the length of a hostile line', () => {
    const started = performance.now();
    for (const part of ['\x9d', `${ESC}]`, `${ESC}[`, '\x9b;', `${ESC} `, '\r'])
      withoutControls(part.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('withoutColours', () => {
  it('leaves the text alone', () => {
    expect(withoutColours(`${ESC}[1;38;5;208mwarm${ESC}[0m text`)).toBe('warm text');
  });
});

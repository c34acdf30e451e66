import { colours } from './colours.js';
import { Printer } from './printer.js';
import { safeText } from './safe-text.js';

const CLEAR = '\u001b[2J\u001b]52;c;ZXZpbA==\u0007';
const RED = '\u001b[31m';

describe('What is printed', () => {
  const printer = ({ hasColours = false, isTTY = false, isJson = false } = {}) => {
    const said = { out: '', err: '' };
    const print = new Printer(
      { isTTY, write: (text: string) => (said.out += text) },
      { write: (text: string) => (said.err += text) },
      colours(hasColours),
      isJson,
      false,
    );
    return { print, said };
  };

  it('steers no terminal, whoever wrote it: answers, lines, notes and problems', () => {
    const { print, said } = printer();
    print.answer(null, () => `held by ${CLEAR}ada`);
    print.event(null, () => `a line${CLEAR}${RED}`);
    print.note(`reason: ${CLEAR}tests\u009b2J`);
    print.problem(`refused${RED}: ${CLEAR}no`);
    expect(said).toEqual({ out: 'held by ada\na line\n', err: 'reason: tests2J\nrefused: no\n' });
  });

  it('keeps its own colours, where they are on', () => {
    const { print, said } = printer({ hasColours: true });
    print.note(`${print.colours('✗', 'red')} build: ${CLEAR}failed`);
    expect(said.err).toBe('\u001b[31m✗\u001b[39m build: failed\u001b[0m\n');
  });

  it('shows every line, though one begins what it does not end', () => {
    const { print, said } = printer();
    print.problem('sdp: no\u001b]0;title\n  line 3: a reason');
    expect(said.err).toBe('sdp: no\n  line 3: a reason\n');
  });

  it('is exact where no terminal reads it', () => {
    const [piped, shown] = [printer(), printer({ isTTY: true })];
    piped.print.raw(`A=${CLEAR}\n`);
    shown.print.raw(`A=${CLEAR}\n`);
    expect([piped.said.out, shown.said.out]).toEqual([`A=${CLEAR}\n`, 'A=\n']);
  });

  it('is the same value as JSON, without a character that a terminal obeys', () => {
    const { print, said } = printer({ isJson: true });
    const value = { reason: `${CLEAR}\u009b2J grün\u007f` };
    print.event(value, () => null);
    expect(JSON.parse(said.out)).toEqual(value);
    expect(safeText(said.out, false)).toBe(said.out);
  });
});

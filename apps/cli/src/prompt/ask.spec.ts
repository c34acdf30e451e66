import { PlayedTerminal } from '../../test/played-terminal.js';
import { ask, askHidden, isSure } from './ask.js';

const [CTRL_C, CTRL_D] = ['\u0003', '\u0004'];

describe('A question on the terminal', () => {
  let terminal: PlayedTerminal;
  beforeEach(() => (terminal = new PlayedTerminal()));
  afterEach(() => terminal.release());

  it('takes the answer', async () => {
    const answer = ask('Address of SDP: ');
    await terminal.untilItSays('Address of SDP: ');
    terminal.press('sdp.example.com\r');
    expect(await answer).toBe('sdp.example.com');
  });

  it.each([
    ['Ctrl-C', CTRL_C],
    ['Ctrl-D', CTRL_D],
  ])('is left with %s', async (_, key) => {
    for (const question of [ask, askHidden, isSure]) {
      const answer = question('Really?');
      await terminal.untilItSays('Really?');
      terminal.press(key);
      await expect(answer).rejects.toMatchObject({ name: 'CliError', exitCode: 130 });
    }
  });

  it('is left when the terminal goes away', async () => {
    const answer = ask('Git user: ');
    await terminal.untilItSays('Git user: ');
    terminal.keyboard.end();
    await expect(answer).rejects.toMatchObject({ name: 'CliError', exitCode: 130 });
  });
});

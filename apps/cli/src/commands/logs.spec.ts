import { CommandLine } from '../../test/command-line.js';
import { PlayedPlatform } from '../../test/played-platform.js';

const ID = '0b5e1b0e-6f0c-4a52-9d5f-3d1c2f1f8a01';

describe('What a container prints', () => {
  let platform: PlayedPlatform;
  let sdp: CommandLine;

  beforeEach(async () => {
    platform = await PlayedPlatform.start();
    sdp = await CommandLine.create({ SDP_URL: platform.address, SDP_TOKEN: 'sdp_x' });
  });
  afterEach(async () => {
    await platform.stop();
    await sdp.remove();
  });

  it('is followed until the token ends: exit code 5', async () => {
    const lines = [{ at: '2031-05-01T12:00:00.000Z', stream: 'out', text: 'hello\u001b[2J' }];
    platform.browsers.on('connection', (socket) =>
      socket.on('runtime:open', (_request, answer) => {
        answer({ ok: true, value: { streamId: 'one' } });
        socket.emit('runtime:lines', { streamId: 'one', lines, ended: false });
        platform.endToken();
      }),
    );
    const { code, out, err } = await sdp.run('logs', `${ID}/orders`, '--output', '--follow');
    expect([code, out, err]).toEqual([5, 'hello\n', 'sdp: The token was revoked.\n']);
  });
});

import { type DeploymentState } from '@sdp/protocol';
import { type Socket } from 'socket.io';
import { CommandLine, type Ended } from '../../test/command-line.js';
import { PlayedPlatform } from '../../test/played-platform.js';
import { PlayedTerminal } from '../../test/played-terminal.js';

const ID = '0b5e1b0e-6f0c-4a52-9d5f-3d1c2f1f8a01';

const deployment = (state: DeploymentState) => ({
  id: ID,
  service: 'orders',
  state,
  branch: 'main',
  commit: null,
  queue: null,
  steps: [],
  durationMs: null,
  error: null,
});

describe('Following a deployment', () => {
  let platform: PlayedPlatform;
  let sdp: CommandLine;
  let terminal: PlayedTerminal;

  beforeEach(async () => {
    platform = await PlayedPlatform.start();
    sdp = await CommandLine.create({ SDP_URL: platform.address, SDP_TOKEN: 'sdp_x' });
    terminal = new PlayedTerminal();
    platform.answer(`GET /deployments/${ID}`, deployment('building'));
    platform.answer(`POST /deployments/${ID}/retry`, deployment('building'));
    platform.answer(`POST /deployments/${ID}/cancel`, {});
  });
  afterEach(async () => {
    terminal.release();
    await platform.stop();
    await sdp.remove();
  });

  /** Follows, and answers once the platform is asked for updates and for the log. */
  const follow = async (openLog = { ok: true, value: null } as object) => {
    const watching = new Promise<Socket>((resolve) =>
      platform.browsers.once('connection', (socket) => {
        socket.on('log:open', (_request, answer) => answer(openLog));
        socket.on('watch', (_request, answer) => {
          answer({ ok: true, value: null });
          resolve(socket);
        });
      }),
    );
    const ended: Promise<Ended> = sdp.run('retry', ID, '--follow');
    return { ended, socket: await watching };
  };
  const end = (socket: Socket, state: DeploymentState) => {
    socket.emit(
      'log:chunk',
      { deploymentId: ID, offset: 0, text: '', levels: '', isLast: true },
      () => undefined,
    );
    socket.emit('update', { kind: 'deployment', value: deployment(state) });
  };
  const canceled = () => platform.routes.includes(`POST /deployments/${ID}/cancel`);

  it('ends with 5 when its token does', async () => {
    const { ended } = await follow();
    platform.endToken();
    const { code, err } = await ended;
    expect([code, err]).toEqual([5, expect.stringContaining('sdp: The token was revoked.')]);
  });

  it('goes on to the end without a log that is refused, and says so', async () => {
    const { ended, socket } = await follow({
      ok: false,
      error: { code: 'not-found', message: 'It is gone.' },
    });
    socket.emit('update', { kind: 'deployment', value: deployment('succeeded') });
    const { code, err } = await ended;
    expect([code, err.match(/its log cannot be shown: It is gone\./g)]).toEqual([0, [expect.anything()]]);
  });

  it('leaves at once with a second Ctrl-C, at the question whether to cancel', async () => {
    const { ended } = await follow();
    process.emit('SIGINT');
    await terminal.untilItSays('Cancel the deployment, too? [y/N]');
    terminal.press('\u0003');
    expect([await ended, canceled()]).toMatchObject([{ code: 130 }, false]);
  });

  it('cancels when that is the answer', async () => {
    const { ended, socket } = await follow();
    platform.answer(`POST /deployments/${ID}/cancel`, () => void end(socket, 'canceled'));
    process.emit('SIGINT');
    await terminal.untilItSays('[y/N]');
    terminal.press('y\r');
    expect([await ended, canceled()]).toMatchObject([{ code: 3 }, true]);
  });

  it('waits for no answer once it has ended', async () => {
    const { ended, socket } = await follow();
    process.emit('SIGINT');
    await terminal.untilItSays('[y/N]');
    end(socket, 'succeeded');
    expect(await ended).toMatchObject({ code: 0 });
    await new Promise(setImmediate);
    expect([terminal.keyboard.isPaused(), canceled()]).toEqual([true, false]);
  });
});

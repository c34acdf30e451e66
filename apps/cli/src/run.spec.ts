import { CommandLine } from '../test/command-line.js';
import { PlayedPlatform } from '../test/played-platform.js';

const ID = '0b5e1b0e-6f0c-4a52-9d5f-3d1c2f1f8a01';

describe('The command line', () => {
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

  it.each([
    ['48 for two days', ['sandboxes', 'extend', ID, '2d']],
    ['48 for two days', ['sandboxes', 'create', 'shop', '--ttl', '8h']],
    ['48 for two days', ['sandboxes', 'create', 'shop', '--ttl', '']],
    ['whole number', ['services', 'add', ID, 'orders', '--branch', 'main', '--port', 'http']],
    ['whole number', ['clone', 'shop', 'mine', '--template-version', 'v2']],
    ['whole number', ['templates', 'show', 'shop', '--template-version', '1.5']],
    ['whole number', ['login', '--user', 'ada', '--days', 'ten']],
    ['whole number', ['tokens', 'create', 'ci', '--user', 'ada', '--days', '1e2']],
    ['write 90s, 15m or 2h', ['deploy', ID, 'orders', '--follow', '--timeout', '15min']],
    ['write 90s, 15m or 2h', ['routes', 'push', ID, '--timeout', 'soon']],
    ['596h at most', ['retry', ID, '--follow', '--timeout', '597h']],
    ['write 90s, 15m or 2h', ['sandboxes', 'hold', ID, '--reason', 'tests', '--for', '2d']],
    ['596h at most', ['sandboxes', 'hold', ID, '--reason', 'tests', '--for', '999999999999h']],
  ])('says "%s" of a wrong value, before anything is sent', async (how, args) => {
    const { code, err } = await sdp.run(...args);
    expect([code, err]).toEqual([2, expect.stringContaining(how)]);
    expect(platform.routes).toEqual([]);
  });

  it('extends by whole hours, or for good', async () => {
    platform.answer(`POST /sandboxes/${ID}/extend`, {});
    expect(await sdp.run('sandboxes', 'extend', ID, '48')).toMatchObject({ code: 0 });
    expect(await sdp.run('sandboxes', 'extend', ID, 'never')).toMatchObject({ code: 0 });
    expect(platform.asked.map(({ body }) => body)).toEqual([{ ttlHours: 48 }, { ttlHours: null }]);
  });

  it('passes on how long a new sandbox lives, if somebody says so', async () => {
    platform.answer('POST /sandboxes', { name: 'shop', expiresAt: null });
    await sdp.run('sandboxes', 'create', 'shop');
    await sdp.run('sandboxes', 'create', 'shop', '--ttl', '8');
    await sdp.run('sandboxes', 'create', 'shop', '--ttl', 'never');
    expect(platform.asked.map(({ body }) => body)).toEqual([
      { name: 'shop' },
      { name: 'shop', ttlHours: 8 },
      { name: 'shop', ttlHours: null },
    ]);
  });

  it('holds for four hours unless told otherwise', async () => {
    platform.answer(`PUT /sandboxes/${ID}/hold`, {});
    const before = Date.now();
    await sdp.run('sandboxes', 'hold', ID, '--reason', 'tests');
    const { until } = platform.asked[0]!.body as { until: string };
    expect(Date.parse(until) - before).toBeGreaterThanOrEqual(4 * 3_600_000);
    expect(Date.parse(until) - Date.now()).toBeLessThanOrEqual(4 * 3_600_000);
  });

  it('ends with 5 where a proxy answers for a control plane that is away', async () => {
    const message = 'The control plane does not answer; it may be starting. Nothing was done.';
    platform.refuse('GET /agents', 'control-plane-away', message, 503);
    expect(await sdp.run('agents')).toEqual({ code: 5, out: '', err: `sdp: ${message}\n` });
  });

  it('lets no refusal steer the terminal', async () => {
    const problems = [{ line: 3, message: 'no \u001b[2Jkey' }];
    const error = {
      code: 'invalid-input',
      message: 'Held by ada: \u001b]0;title\u0007tests',
      details: { problems },
    };
    platform.answer('GET /agents', { error }, { status: 400 });
    const { code, err } = await sdp.run('agents');
    expect([code, err]).toEqual([1, 'sdp: Held by ada: tests\n  line 3: no key\n']);
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandLine } from '../../test/command-line.js';
import { PlayedPlatform } from '../../test/played-platform.js';

const END = '2031-05-01T12:00:00.000Z';

describe('Signing out', () => {
  let platform: PlayedPlatform;
  let sdp: CommandLine;

  beforeEach(async () => {
    platform = await PlayedPlatform.start();
    sdp = await CommandLine.create();
    await keep({});
  });
  afterEach(async () => {
    await platform.stop();
    await sdp.remove();
  });

  const keep = (more: { ca?: string }) =>
    sdp.keep('work', { url: platform.address, username: 'ada', token: 'sdp_ada', expiresAt: END, ...more });

  it('revokes the token, and forgets it', async () => {
    platform.answer('DELETE /session', undefined, { status: 204 });
    expect(await sdp.run('logout')).toMatchObject({ code: 0, err: 'Signed out of work.\n' });
    expect(platform.asked).toMatchObject([{ route: 'DELETE /session', authorization: 'Bearer sdp_ada' }]);
    expect(await sdp.contexts()).toEqual({});
  });

  it('forgets a token that is not valid any more', async () => {
    platform.refuse('DELETE /session', 'not-signed-in', 'The token "x" has expired.', 401);
    expect(await sdp.run('logout')).toMatchObject({ code: 0, err: 'Signed out of work.\n' });
    expect(await sdp.contexts()).toEqual({});
  });

  it('keeps a token that may still be valid, and says why', async () => {
    platform.refuse('DELETE /session', 'internal', 'Something broke.', 500);
    const { code, err } = await sdp.run('logout');
    expect([code, err]).toEqual([5, expect.stringMatching(/is kept: Something broke\. .*--forget/)]);
    expect(await sdp.contexts()).toMatchObject({ work: { token: 'sdp_ada' } });
  });

  it('forgets it nevertheless when told to, and says until when it is valid', async () => {
    platform.refuse('DELETE /session', 'internal', 'Something broke.', 500);
    const { code, err } = await sdp.run('logout', '--forget');
    expect([code, err]).toEqual([0, expect.stringContaining(`stays valid until ${END}`)]);
    expect(await sdp.contexts()).toEqual({});
  });

  it('trusts the authority of its context, and the one of --ca before it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sdp-ca-'));
    try {
      const [kept, given] = [join(folder, 'kept.pem'), join(folder, 'given.pem')];
      await writeFile(kept, 'no certificate');
      await keep({ ca: kept });
      expect((await sdp.run('logout')).err).toContain(`${kept} has no certificate`);
      expect((await sdp.run('--ca', given, 'logout')).err).toContain(`${given} cannot be read`);
      expect([platform.routes, Object.keys(await sdp.contexts())]).toEqual([[], ['work']]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

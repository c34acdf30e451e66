import { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { idsIn, inLogContext, logLines } from './index.js';

describe('Lines of the log', () => {
  let text = '';
  const stream = new Writable({
    write: (chunk: Buffer, _, done) => {
      text += chunk.toString();
      done();
    },
  });
  const logger = pino(logLines('info', { program: 'test' }), stream);
  const lines = () =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  beforeEach(() => (text = ''));

  it('say when, how severe, and of which program they are', () => {
    logger.warn({ context: 'Somewhere' }, 'watch out');
    const [line] = lines();
    expect(line).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      program: 'test',
      context: 'Somewhere',
      msg: 'watch out',
    });
  });

  it('say what they are about, also later on, and nothing of what runs beside', async () => {
    const work = (requestId: string) =>
      inLogContext({ requestId }, async () => {
        await delay(1);
        inLogContext({ deploymentId: 'd' }, () => logger.info('inside'));
        logger.info({ requestId: 'own' }, 'outside');
      });
    await Promise.all([work('a'), work('b')]);
    logger.info('alone');
    expect(lines().map(({ requestId, deploymentId, msg }) => [requestId, deploymentId, msg])).toEqual([
      ['a', 'd', 'inside'],
      ['own', undefined, 'outside'],
      ['b', 'd', 'inside'],
      ['own', undefined, 'outside'],
      ['alone'].flatMap((msg) => [undefined, undefined, msg]),
    ]);
  });

  it('are one line each, whatever is in them', () => {
    logger.info({ service: 'a\nb\u001b[2J' }, 'first\nsecond\r\u0000\u2028');
    for (const sign of ['\n', '\r', '\0', '\u001b']) expect(text.trimEnd()).not.toContain(sign);
    expect(lines()).toMatchObject([{ service: 'a\nb\u001b[2J', msg: 'first\nsecond\r\u0000\u2028' }]);
  });

  it('hide what a library may put into an error', () => {
    const err = Object.assign(new Error('refused'), {
      headers: { authorization: 'canary-1' },
      credentials: { password: 'canary-2' },
    });
    logger.error({ err, token: 'canary-3', password: 'canary-4', frame: { credentials: 'canary-5' } }, 'no');
    expect(text).not.toContain('canary');
    expect(lines()[0]).toMatchObject({ err: { message: 'refused' } });
  });
});

describe('Ids in a payload', () => {
  it('are taken as they are, and nothing else', () => {
    const frame = { deploymentId: 'd', service: 7, credentials: { password: 'x' }, sandboxId: 's' };
    expect(idsIn(frame)).toEqual({ deploymentId: 'd', sandboxId: 's' });
    expect(idsIn(null)).toEqual({});
    expect(idsIn('text')).toEqual({});
  });
});

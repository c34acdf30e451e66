import { randomUUID } from 'node:crypto';
import { type ErrorBody } from '@sdp/protocol';
import { ControlPlane } from './control-plane.js';
import { CapturedLines, type Line } from './captured-lines.js';
import { waitUntil } from './wait-until.js';

const UUID = /^[0-9a-f-]{36}$/;

describe("A request's lines in the log", () => {
  let plane: ControlPlane;
  const log = new CapturedLines();
  const lines = (about: Line) => log.about(about);

  beforeAll(async () => {
    plane = await ControlPlane.start({ log, config: { logLevel: 'debug', trustedProxies: ['127.0.0.1'] } });
  });
  afterAll(() => plane.destroy());

  const get = (path: string, requestId?: string) =>
    plane
      .visitor()
      .send('GET', path, undefined, requestId === undefined ? {} : { 'x-request-id': requestId });

  it('have the id that its answer has, in the header and in an error', async () => {
    const { headers, body } = await get('/api/sandboxes?secret=canary-in-query');
    const requestId = headers.get('x-request-id') ?? '';
    expect(requestId).toMatch(UUID);
    expect((body as ErrorBody).error).toMatchObject({ code: 'not-signed-in', requestId });
    const line = await waitUntil('the line', () => lines({ requestId, msg: 'request' })[0]);
    expect(line).toMatchObject({ level: 'debug', method: 'GET', path: '/api/sandboxes', status: 401 });
  });

  it('take the id that a trusted proxy gave it, if it looks like one', async () => {
    const given = randomUUID();
    expect((await get('/api/health', given)).headers.get('x-request-id')).toBe(given);
    for (const bad of ['short', 'x'.repeat(65), 'with blank and more', '{"a":1}aaaa'])
      expect((await get('/api/health', bad)).headers.get('x-request-id')).toMatch(UUID);
  });

  it('follow it to what is refused before any handler', async () => {
    const { status, body } = await plane
      .visitor()
      .send('POST', '/api/session', '<x/>', { 'content-type': 'text/xml' });
    expect(status).toBe(400);
    expect(body.error.requestId).toMatch(UUID);
  });

  it('name the person, the sandbox, the deployment and the agent', async () => {
    const agent = await plane.agent();
    const ada = await plane.browser('ada', 'canary-password');
    const sandbox = await ada.aSandboxWith({ repository: 'orders' });
    const [deployment] = await ada
      .call<{ id: string }[]>('POST', `/api/sandboxes/${sandbox.id}/services/orders/deployments`)
      .then((answer) => [answer].flat());
    const deploymentId = deployment!.id;
    await waitUntil('the frame', () => agent.framesOf('deployment:run').length > 0);

    const states = () => lines({ deploymentId, msg: 'deployment' }).map(({ state }) => state);
    await waitUntil('both lines', () => states().length >= 2);
    expect(states().slice(0, 2)).toEqual(['queued', 'dispatched']);
    const [queued] = lines({ deploymentId, state: 'queued' });
    expect(queued).toMatchObject({ actor: 'ada', sandboxId: sandbox.id, service: 'orders', level: 'info' });
    expect(queued?.requestId).toMatch(UUID);
    // A round serves everybody: what it sends is nobody's request.
    expect(lines({ deploymentId, state: 'dispatched' })[0]?.requestId).toBeUndefined();
    expect(lines({ agent: 'micro-1' }).length).toBeGreaterThan(0);
  });

  it('hold no secret', () => {
    expect(log.text).not.toMatch(/canary|sdp_session|m1-0123/);
  });
});

describe('Without a trusted proxy', () => {
  it('a request gets an id of ours, whatever it says', async () => {
    const plane = await ControlPlane.start();
    const given = randomUUID();
    const { headers } = await plane
      .visitor()
      .send('GET', '/api/health', undefined, { 'x-request-id': given });
    expect(headers.get('x-request-id')).toMatch(UUID);
    expect(headers.get('x-request-id')).not.toBe(given);
    await plane.destroy();
  });
});

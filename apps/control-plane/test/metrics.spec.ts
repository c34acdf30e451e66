import { noteBackup } from '../src/backup/last-backup.js';
import { ControlPlane, type Options } from './control-plane.js';
import { aGoodRun } from './fake-agent.js';
import { waitUntil } from './wait-until.js';

const TOKEN = 'k3Jd82mQpZ71xYwB0nLrTgVs5HcAeUf9';

/** Value of the sample with this name and these labels; undefined where there is none. */
function sample(text: string, name: string, labels: Record<string, string> = {}): number | undefined {
  const line = text
    .split('\n')
    .filter((one) => one.startsWith(`${name}{`) || one.startsWith(`${name} `))
    .find((one) => Object.entries(labels).every(([key, value]) => one.includes(`${key}="${value}"`)));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

describe('The metrics', () => {
  let plane: ControlPlane;
  const start = async (config: Options['config'] = {}) => (plane = await ControlPlane.start({ config }));
  afterEach(() => plane.destroy());

  const read = (headers: Record<string, string> = {}) =>
    plane.visitor().send('GET', '/api/metrics', undefined, headers);

  describe('are read', () => {
    it('by nobody but ops, where nothing is configured', async () => {
      await start();
      expect((await read()).status).toBe(401);
      expect((await read({ authorization: `Bearer ${TOKEN}` })).status).toBe(401);
      await plane.agent();
      expect((await (await plane.browser('ada')).send('GET', '/api/metrics')).status).toBe(403);
      expect((await (await plane.browser('olga')).send('GET', '/api/metrics')).status).toBe(200);
    });

    it('by whoever has the token', async () => {
      await start({ metricsToken: TOKEN });
      const { status, headers, text } = await read({ authorization: `Bearer ${TOKEN}` });
      expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')]);
      expect(text).toContain('# TYPE sdp_deployments_total counter');
      for (const authorization of [
        `Bearer ${TOKEN}x`,
        `Bearer ${TOKEN.slice(1)}`,
        TOKEN,
        `Basic ${TOKEN}`,
        '',
      ])
        expect((await read({ authorization })).status).toBe(401);
    });

    it('from the addresses that are listed', async () => {
      await start({ metricsAllow: ['127.0.0.0/8'] });
      expect((await read()).status).toBe(200);
      // Somebody behind a proxy of which we know nothing.
      expect((await read({ 'x-forwarded-for': '10.0.0.9' })).status).toBe(401);
      expect((await read({ forwarded: 'for=10.0.0.9' })).status).toBe(401);
    });

    it('from nowhere else, through a proxy that is trusted', async () => {
      await start({ metricsAllow: ['10.0.0.30'], trustedProxies: ['127.0.0.1'] });
      expect((await read()).status).toBe(401);
      expect((await read({ 'x-forwarded-for': '10.0.0.30' })).status).toBe(200);
      expect((await read({ 'x-forwarded-for': '10.0.0.30, 10.0.0.31' })).status).toBe(401);
    });
  });

  describe('tell', () => {
    beforeEach(() => start({ metricsToken: TOKEN, release: '1dce67f' }));
    const metrics = async () => (await read({ authorization: `Bearer ${TOKEN}` })).text;

    it('of deployments, their steps, their wait and their logs', async () => {
      const agent = await plane.agent();
      const ada = await plane.browser('ada');
      const { id } = await ada.aSandboxWith({ repository: 'orders' });
      const frame = await agent.runFrame((await ada.deploy(id, 'orders')).id);
      const { deploymentId, epoch } = frame;
      await agent.report(frame, aGoodRun().slice(0, 1));
      await agent.ask('deployment:log', { deploymentId, epoch, offset: 0, text: '12345\n' });
      await agent.report(frame, aGoodRun(6));

      const ended = { result: 'succeeded', kind: 'deploy', stack: 'go' };
      const text = await waitUntil('the deployment is counted', async () => {
        const now = await metrics();
        return sample(now, 'sdp_deployments_total', ended) === 1 && now;
      });
      expect(sample(text, 'sdp_deployment_duration_seconds_count', ended)).toBe(1);
      expect(sample(text, 'sdp_deployment_step_seconds_count', { step: 'build', outcome: 'ok' })).toBe(1);
      expect(sample(text, 'sdp_deployment_queue_wait_seconds_count', { kind: 'deploy' })).toBe(1);
      expect(sample(text, 'sdp_log_bytes_written_total')).toBe(6);
      expect(sample(text, 'sdp_deployments_queued', { state: 'waiting' })).toBe(0);
      expect(sample(text, 'sdp_unit_of_work_hold_seconds_count')).toBeGreaterThan(5);
      expect(text).not.toMatch(/="(?:ada|orders)"/);
    });

    it('of what waits and what is under way', async () => {
      const agent = await plane.agent({ hello: { capacity: 1 } });
      const ada = await plane.browser('ada');
      const { id } = await ada.aSandboxWith({ repository: 'orders' }, { repository: 'catalog' });
      const first = await ada.deploy(id, 'orders');
      await agent.runFrame(first.id);
      await ada.deploy(id, 'catalog');
      const text = await metrics();
      expect(sample(text, 'sdp_deployments_queued', { state: 'waiting' })).toBe(1);
      expect(sample(text, 'sdp_deployments_active', { state: 'dispatched' })).toBe(1);
    });

    it('of agents, sockets, storage and the process', async () => {
      const agent = await plane.agent();
      const text = await metrics();
      expect(sample(text, 'sdp_agent_connected', { agent: 'micro-1', kind: 'micro' })).toBe(1);
      expect(sample(text, 'sdp_agent_connected', { agent: 'gateway-1' })).toBe(0);
      expect(sample(text, 'sdp_agent_capacity', { agent: 'micro-1' })).toBe(2);
      expect(sample(text, 'sdp_agent_last_contact_timestamp_seconds', { agent: 'micro-1' })).toBeGreaterThan(
        1e9,
      );
      expect(sample(text, 'sdp_sockets', { namespace: 'agents' })).toBe(1);
      expect(sample(text, 'sdp_database_bytes', { file: 'main' })).toBeGreaterThan(0);
      expect(sample(text, 'sdp_disk_free_bytes')).toBeGreaterThan(0);
      expect(sample(text, 'sdp_last_backup_timestamp_seconds')).toBe(0);
      expect(sample(text, 'sdp_build_info', { version: '0.1.0+1dce67f' })).toBe(1);
      expect(sample(text, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);

      await noteBackup(plane.dataDir, '/backups/sdp-2026-01-31T02-30-00-000Z');
      expect(sample(await metrics(), 'sdp_last_backup_timestamp_seconds')).toBeGreaterThan(1e9);

      agent.close();
      await waitUntil('it is away', async () => {
        return sample(await metrics(), 'sdp_agent_connected', { agent: 'micro-1' }) === 0;
      });
    });

    it('of requests by template, so that no path makes a label of its own', async () => {
      const visitor = plane.visitor();
      for (let number = 0; number < 20; number++) {
        await visitor.send('GET', `/api/sandboxes/00000000-0000-4000-8000-0000000000${10 + number}`);
        await visitor.send('GET', `/api/nothing/${number}`);
        await visitor.send('GET', `/made-up-${number}`);
      }
      const text = await metrics();
      const routes = new Set(
        [...text.matchAll(/sdp_http_request_duration_seconds_count\{.*route="([^"]*)"/g)].map(
          ([, route]) => route,
        ),
      );
      expect([...routes].sort()).toEqual(['/api/sandboxes/:id', 'none']);
    });

    it('of sign-ins that were refused', async () => {
      await plane.agent({
        answers: {
          'credentials:probe': () => ({ ok: false, error: { code: 'credentials-rejected', message: 'No.' } }),
        },
      });
      await expect(plane.browser('ada', 'wrong')).rejects.toThrow();
      expect(sample(await metrics(), 'sdp_sign_in_refusals_total', { reason: 'credentials-rejected' })).toBe(
        1,
      );
    });
  });
});

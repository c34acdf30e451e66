import { type AuditEntry, type Page, type UserView } from '@sdp/protocol';
import { DataSource } from 'typeorm';
import { actingAs } from '../src/audit/acting.js';
import { AuditTrail } from '../src/audit/audit-trail.js';
import { UnitOfWork } from '../src/database/unit-of-work.js';
import { ControlPlane } from './control-plane.js';
import { type FakeBrowser } from './fake-browser.js';
import { waitUntil } from './wait-until.js';

describe('The audit trail', () => {
  let plane: ControlPlane;
  let olga: FakeBrowser;

  beforeEach(async () => {
    plane = await ControlPlane.start();
    await plane.agent();
    olga = await plane.browser('olga');
  });
  afterEach(() => plane.destroy());

  const trail = () => plane.app.get(AuditTrail);
  const page = (query = '') => olga.call<Page<AuditEntry>>('GET', `/api/audit?${query}`);
  const record = (action: string, subject = 'x', sandboxId: string | null = null) =>
    trail().record({ action, subject, summary: `did ${action} to ${subject}`, sandboxId });
  const lines = (text: string) =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as AuditEntry);

  it('says who came, who went, when and from where', async () => {
    const ada = await plane.browser('ada');
    await ada.call('DELETE', '/api/session');
    const { items, total } = await page();
    expect(items).toEqual([
      expect.objectContaining({
        actor: 'ada',
        from: '127.0.0.1',
        action: 'session.closed',
        summary: 'signed out',
      }),
      expect.objectContaining({ actor: 'ada', from: '127.0.0.1', action: 'session.opened' }),
      expect.objectContaining({ actor: 'olga', action: 'session.opened', summary: 'signed in as ops' }),
      {
        number: 1,
        at: expect.stringMatching(/Z$/),
        actor: 'agent:micro-1',
        from: '127.0.0.1',
        token: null,
        action: 'agent.connected',
        subject: 'micro-1',
        sandboxId: null,
        summary: 'connected',
        details: { agentId: expect.any(String), kind: 'micro' },
      },
    ]);
    expect(total).toBe(4);
  });

  it('says when an agent is gone', async () => {
    const second = await plane.agent({ name: 'micro-2' });
    second.close();
    await waitUntil('the entry', async () => (await page('action=agent.disconnected')).total === 1);
  });

  it('names who acted from behind a trusted proxy by their own address', async () => {
    const { dataDir } = plane;
    await plane.close();
    plane = await ControlPlane.start({ dataDir, config: { trustedProxies: ['127.0.0.0/8'] } });
    await plane.agent();
    const ada = plane.visitor();
    const credentials = { username: 'ada', password: 'x' };
    await ada.send('POST', '/api/session', credentials, { 'x-forwarded-for': '6.6.6.6, 10.20.30.40' });
    olga = await plane.browser('olga');
    expect((await page('actor=ada')).items[0]?.from).toBe('10.20.30.40');
  });

  it('is for ops only', async () => {
    const ada = await plane.browser('ada');
    for (const path of ['/api/audit', '/api/audit/export'])
      expect((await ada.send('GET', path)).status).toBe(403);
  });

  it('is filtered by everything at once, and paged', async () => {
    const [one, other] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
    await actingAs({ actor: 'ada', from: '10.0.0.1' }, async () => {
      await record('sandbox.created', 'shop_50%', one);
      await record('sandbox.created', 'shop-50', other);
      await record('sandboxes.counted', 'all');
      await record('service.added', 'orders', one);
    });
    const subjects = async (query: string) => (await page(query)).items.map(({ subject }) => subject);

    expect(await subjects('actor=ada')).toEqual(['orders', 'all', 'shop-50', 'shop_50%']);
    expect(await subjects('action=sandbox')).toEqual(['shop-50', 'shop_50%']);
    expect(await subjects('action=sandbox.created&actor=nobody')).toEqual([]);
    expect(await subjects(`sandboxId=${one}`)).toEqual(['orders', 'shop_50%']);
    expect(await subjects('q=shop_50%25')).toEqual(['shop_50%']);
    expect(await subjects('q=DID%20SERVICE.ADDED')).toEqual(['orders']);
    expect(await subjects('actor=ada&page=2&pageSize=3')).toEqual(['shop_50%']);
    expect((await page('actor=ada&pageSize=1')).total).toBe(4);

    const [first] = (await page('actor=ada&page=4&pageSize=1')).items;
    expect(await subjects(`actor=ada&to=${first!.at}`)).toEqual([]);
    expect(await subjects(`actor=ada&from=${first!.at}`)).toHaveLength(4);
  });

  it.each([
    'sort=actor',
    'pageSize=100000',
    'page=0',
    'actor[$ne]=x',
    'from=yesterday',
    'action=%25',
    'sandboxId=1',
  ])('refuses the query %s', async (query) => {
    expect((await olga.send('GET', `/api/audit?${query}`)).status).toBe(400);
  });

  it('is exported as JSON lines, oldest first, however long it is', async () => {
    await plane.app.get(UnitOfWork).run(async () => {
      for (let n = 0; n < 1_234; n++) await record('thing.done', `thing-${n}`);
    });
    const { text, headers } = await olga.send('GET', '/api/audit/export?action=thing');
    expect(headers.get('content-type')).toContain('application/x-ndjson');
    expect(headers.get('content-disposition')).toContain('sdp-audit.jsonl');
    const subjects = lines(text).map(({ subject }) => subject);
    expect(subjects).toEqual(Array.from({ length: 1_234 }, (_, n) => `thing-${n}`));
  });

  it.each([
    `UPDATE audit_entry SET actor = 'nobody'`,
    `DELETE FROM audit_entry`,
    `DELETE FROM audit_entry WHERE number = 1`,
    `REPLACE INTO audit_entry (number, at, actor, action, subject, summary, details) VALUES (1, '', 'x', 'x', 'x', 'x', '{}')`,
    `INSERT INTO audit_entry (number, at, actor, action, subject, summary, details) VALUES (1, '', 'x', 'x', 'x', 'x', '{}') ON CONFLICT (number) DO UPDATE SET actor = 'x'`,
  ])('refuses, in the database itself, to %s', async (statement) => {
    await expect(plane.app.get(DataSource).query(statement)).rejects.toThrow('append-only');
    expect((await page()).items.at(-1)).toMatchObject({ number: 1, actor: 'agent:micro-1' });
  });

  it('has no entry of a change that was taken back', async () => {
    const work = plane.app.get(UnitOfWork).run(async () => {
      await record('thing.done');
      throw new Error('the change failed');
    });
    await expect(work).rejects.toThrow('the change failed');
    expect((await page('action=thing')).total).toBe(0);
    await record('thing.done');
    const { items } = await page();
    expect(items.map(({ number }) => number)).toEqual([3, 2, 1]);
  });

  it('names the platform for what it does by itself, though somebody set it off', async () => {
    await record('thing.expired');
    expect((await page('action=thing')).items[0]).toMatchObject({ actor: 'sdp', from: null });
  });

  it('tells those of ops who watch it that it grew', async () => {
    const socket = await olga.connect();
    await socket.ask('watch', { topic: 'audit' });
    await record('thing.done');
    const { items } = await page('action=thing');
    await waitUntil('olga to be told', () =>
      olga.updates.some((update) => update.kind === 'audit-grew' && update.number === items[0]?.number),
    );
  });

  it('says who gave whom which role', async () => {
    await plane.browser('ada');
    await olga.call<UserView>('PATCH', '/api/users/ada', { role: 'qa' });
    expect((await page('action=user.role-changed')).items).toEqual([
      expect.objectContaining({
        actor: 'olga',
        subject: 'ada',
        summary: 'changed the role of ada from developer to qa',
        details: { before: 'developer', role: 'qa' },
      }),
    ]);
  });
});

import {
  type ImportPreview,
  type EnvironmentComparison,
  type EnvironmentSummary,
  type EnvironmentVersion,
  type EnvironmentView,
  type ErrorBody,
  type VariableInput,
} from '@sdp/protocol';
import { ControlPlane } from './control-plane.js';
import { type FakeBrowser } from './fake-browser.js';
import { waitUntil } from './wait-until.js';

const CANARY = 'canary-5up3r-s3cr3t-9f2c';
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const PATH = '/api/environments';

describe('Environments', () => {
  let plane: ControlPlane;
  let ada: FakeBrowser;

  beforeEach(async () => {
    plane = await ControlPlane.start();
    await plane.agent();
    ada = await plane.browser();
  });
  afterEach(() => plane.destroy());

  const anEnvironment = (name = 'integration', variables: VariableInput[] = VARIABLES) =>
    ada.call<EnvironmentView>('POST', PATH, { name, variables });
  const view = (id: string, browser = ada) => browser.call<EnvironmentView>('GET', `${PATH}/${id}`);
  const change = (id: string, body: object, browser = ada) =>
    browser.call<EnvironmentView>('PATCH', `${PATH}/${id}/variables`, body);
  const refused = async (method: string, path: string, body?: object, browser = ada) => {
    const answer = await browser.send(method, path, body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    return { status: answer.status, text: answer.text, ...answer.body.error };
  };
  const valueOf = ({ variables }: EnvironmentView, name: string) =>
    variables.find((one) => one.name === name)?.value;
  const versions = (id: string) => ada.call<EnvironmentVersion[]>('GET', `${PATH}/${id}/versions`);
  const compare = (left: string, right: string) =>
    ada.call<EnvironmentComparison>('GET', `${PATH}/compare?left=${left}&right=${right}`);

  const VARIABLES: VariableInput[] = [
    { name: 'orders_url', value: 'https://ocp.test/orders' },
    { name: 'order_items_url', value: 'https://ocp.test/items' },
    { name: 'GREETING', value: 'Hello\n"you"' },
    { name: 'DB_PASSWORD', value: CANARY, isSecret: true },
  ];

  describe('are made, seen and named', () => {
    it('with plain variables, secrets and baseline URLs', async () => {
      const made = await anEnvironment();
      expect(made).toMatchObject({
        name: 'integration',
        description: '',
        owner: 'ada',
        isEditable: true,
        version: 1,
        variableCount: 4,
        secretCount: 1,
        usedBy: { sandboxes: [], templates: [] },
      });
      expect(made.variables).toEqual([
        { name: 'DB_PASSWORD', value: null, isSecret: true, baselineOf: null },
        { name: 'GREETING', value: 'Hello\n"you"', isSecret: false, baselineOf: null },
        {
          name: 'order_items_url',
          value: 'https://ocp.test/items',
          isSecret: false,
          baselineOf: 'order-items',
        },
        { name: 'orders_url', value: 'https://ocp.test/orders', isSecret: false, baselineOf: 'orders' },
      ]);
      expect(await view(made.id)).toEqual(made);
      const [summary] = await ada.call<EnvironmentSummary[]>('GET', PATH);
      expect({ ...summary, variables: made.variables }).toEqual(made);
    });

    it('renamed and described, without a new version', async () => {
      const { id } = await anEnvironment();
      const changed = await ada.call<EnvironmentView>('PATCH', `${PATH}/${id}`, {
        name: 'staging',
        description: 'x',
      });
      expect(changed).toMatchObject({ name: 'staging', description: 'x', version: 1, variableCount: 4 });
    });

    it('under a name of their own', async () => {
      await anEnvironment('taken');
      const { id } = await anEnvironment('other');
      for (const [method, path] of [
        ['POST', PATH],
        ['PATCH', `${PATH}/${id}`],
        ['POST', `${PATH}/${id}/clone`],
      ] as const)
        expect(await refused(method, path, { name: 'taken' })).toMatchObject({
          status: 409,
          code: 'name-taken',
        });
      expect(await ada.call<unknown[]>('GET', PATH)).toHaveLength(2);
    });

    it('deleted, with their history', async () => {
      const { id } = await anEnvironment();
      expect((await ada.send('DELETE', `${PATH}/${id}`)).status).toBe(204);
      for (const path of [`${PATH}/${id}`, `${PATH}/${id}/versions`, `${PATH}/${id}/export`])
        expect(await refused('GET', path)).toMatchObject({ status: 404, code: 'not-found' });
      await anEnvironment('integration');
    });
  });

  describe('are edited', () => {
    it('by what is named: the rest stays, secrets without being typed again', async () => {
      const { id } = await anEnvironment();
      const changed = await change(id, {
        set: [
          { name: 'GREETING', value: 'Hi' },
          { name: 'NEW', value: '' },
          { name: 'DB_PASSWORD' },
          { name: 'TOKEN', value: 'another secret', isSecret: true },
        ],
        remove: ['orders_url'],
      });
      expect(changed).toMatchObject({ version: 2, variableCount: 5, secretCount: 2 });
      expect(changed.variables.map(({ name, value }) => [name, value])).toEqual([
        ['DB_PASSWORD', null],
        ['GREETING', 'Hi'],
        ['NEW', ''],
        ['TOKEN', null],
        ['order_items_url', 'https://ocp.test/items'],
      ]);
    });

    it('without a new version when nothing changes', async () => {
      const { id } = await anEnvironment();
      const same = await change(id, {
        set: [
          { name: 'GREETING', value: 'Hello\n"you"' },
          { name: 'DB_PASSWORD', value: CANARY },
        ],
      });
      expect(same.version).toBe(1);
      expect(await versions(id)).toHaveLength(1);
    });

    it('to secrets, and never back without a new value', async () => {
      const { id } = await anEnvironment('integration', [{ name: 'A', value: 'was plain' }]);
      const hidden = await change(id, { set: [{ name: 'A', isSecret: true }] });
      expect(hidden).toMatchObject({ secretCount: 1, variables: [{ name: 'A', value: null }] });

      expect(
        await refused('PATCH', `${PATH}/${id}/variables`, { set: [{ name: 'A', isSecret: false }] }),
      ).toMatchObject({ status: 400, code: 'invalid-input', details: { fields: { A: expect.any(String) } } });
      // Neither does a value alone make it plain, nor an older version, in which it was not yet known as a secret.
      expect(valueOf(await change(id, { set: [{ name: 'A', value: 'new' }] }), 'A')).toBeNull();
      const restored = await ada.call<EnvironmentView>('POST', `${PATH}/${id}/versions/1/restore`);
      expect(valueOf(restored, 'A')).toBeNull();
      const plain = await change(id, { set: [{ name: 'A', value: 'new', isSecret: false }] });
      expect(valueOf(plain, 'A')).toBe('new');
    });

    it('by two at once: the second is told, and nothing of theirs is done', async () => {
      const { id } = await anEnvironment();
      const olga = await plane.browser('olga');
      const edits = await Promise.all([
        ada.send<EnvironmentView & ErrorBody>('PATCH', `${PATH}/${id}/variables`, {
          version: 1,
          set: [{ name: 'A', value: 'ada' }],
        }),
        olga.send<EnvironmentView & ErrorBody>('PATCH', `${PATH}/${id}/variables`, {
          version: 1,
          set: [{ name: 'A', value: 'olga' }],
        }),
      ]);
      expect(edits.map(({ status }) => status).sort()).toEqual([200, 409]);
      const loser = edits.find(({ status }) => status === 409)!;
      expect(loser.body.error).toMatchObject({ code: 'conflict', details: { version: 2 } });
      expect(loser.body.error.message).toContain('version 2');
      const winner = edits[0]?.status === 200 ? 'ada' : 'olga';
      expect(valueOf(await view(id), 'A')).toBe(winner);
      expect(await refused('POST', `${PATH}/${id}/import`, { text: 'A=1', version: 1 })).toMatchObject({
        code: 'conflict',
      });
    });

    it('in parts by many at once, and nobody loses a part', async () => {
      const { id } = await anEnvironment();
      const names = Array.from({ length: 20 }, (_, index) => `PART_${index}`);
      await Promise.all(names.map((name) => change(id, { set: [{ name, value: name }] })));
      const { version, variables } = await view(id);
      expect(version).toBe(21);
      expect(variables.filter(({ name }) => name.startsWith('PART_'))).toHaveLength(20);
    });

    it.each([
      ['a new variable without a value', { set: [{ name: 'NEW' }] }],
      ['one that is not there to be removed', { remove: ['NEW'] }],
      [
        'a name twice',
        {
          set: [
            { name: 'A', value: '1' },
            { name: 'A', value: '2' },
          ],
        },
      ],
      ['a name to set and to remove', { set: [{ name: 'GREETING', value: '1' }], remove: ['GREETING'] }],
      ['a bad name', { set: [{ name: 'NOT-GOOD', value: '1' }] }],
      ['a name with a line break', { set: [{ name: 'A\nB', value: '1' }] }],
      ['a reserved name', { set: [{ name: '__proto__', value: '1' }] }],
      ['a reserved name to remove', { remove: ['constructor'] }],
      ['a value with NUL', { set: [{ name: 'A', value: 'a\0b' }] }],
      ['a value that is too long', { set: [{ name: 'A', value: 'x'.repeat(32_769) }] }],
      ['a value that is no text', { set: [{ name: 'A', value: 1 }] }],
      ['null for a value', { set: [{ name: 'A', value: null }] }],
      ['a flag that is none', { set: [{ name: 'A', value: '1', isSecret: 'yes' }] }],
      ['an unknown field', { set: [{ name: 'A', value: '1', owner: 'x' }] }],
      ['a list that is none', { set: { name: 'A', value: '1' } }],
      ['a version that is none', { version: 'x', set: [] }],
    ])('unless it is %s', async (_, body) => {
      const { id } = await anEnvironment();
      expect(await refused('PATCH', `${PATH}/${id}/variables`, body)).toMatchObject({
        status: 400,
        code: 'invalid-input',
      });
      expect((await view(id)).version).toBe(1);
    });

    it('up to 500 variables', async () => {
      const many = Array.from({ length: 500 }, (_, index) => ({ name: `V${index}`, value: 'x' }));
      const { id, variableCount } = await anEnvironment('many', many);
      expect(variableCount).toBe(500);
      expect(
        await refused('PATCH', `${PATH}/${id}/variables`, { set: [{ name: 'A', value: '1' }] }),
      ).toMatchObject({
        code: 'invalid-input',
        message: expect.stringContaining('500'),
      });
    });
  });

  describe('are copied', () => {
    it('with their secrets, which can still be opened', async () => {
      const { id } = await anEnvironment();
      const clone = await ada.call<EnvironmentView>('POST', `${PATH}/${id}/clone`, { name: 'copy' });
      expect(clone).toMatchObject({ name: 'copy', version: 1, variableCount: 4, secretCount: 1 });
      expect(await compare(id, clone.id)).toEqual({
        left: 'integration',
        right: 'copy',
        differences: [],
        sameCount: 4,
      });
      const bob = await plane.browser('bob');
      const bobs = await bob.call<EnvironmentView>('POST', `${PATH}/${id}/clone`, { name: 'bobs' });
      expect(bobs).toMatchObject({ owner: 'bob', isEditable: true });
    });

    it('and compared, secrets by value, and never shown', async () => {
      const left = await anEnvironment();
      const right = await anEnvironment('staging', [
        { name: 'GREETING', value: 'Hi' },
        { name: 'orders_url', value: 'https://ocp.test/orders' },
        { name: 'DB_PASSWORD', value: `${CANARY}!`, isSecret: true },
        { name: 'EXTRA', value: CANARY, isSecret: true },
      ]);
      const answer = await ada.send('GET', `${PATH}/compare?left=${left.id}&right=${right.id}`);
      expect(answer.text).not.toContain(CANARY);
      expect(answer.body).toEqual({
        left: 'integration',
        right: 'staging',
        differences: [
          {
            name: 'DB_PASSWORD',
            kind: 'different',
            left: { value: null, isSecret: true },
            right: { value: null, isSecret: true },
          },
          { name: 'EXTRA', kind: 'only-right', left: null, right: { value: null, isSecret: true } },
          {
            name: 'GREETING',
            kind: 'different',
            left: { value: 'Hello\n"you"', isSecret: false },
            right: { value: 'Hi', isSecret: false },
          },
          {
            name: 'order_items_url',
            kind: 'only-left',
            left: { value: 'https://ocp.test/items', isSecret: false },
            right: null,
          },
        ],
        sameCount: 1,
      });
      expect(await refused('GET', `${PATH}/compare?left=${left.id}`)).toMatchObject({
        code: 'invalid-input',
      });
      expect(await refused('GET', `${PATH}/compare?left=${left.id}&right=${UNKNOWN_ID}`)).toMatchObject({
        code: 'not-found',
      });
    });

    it('to and from .env', async () => {
      const { id } = await anEnvironment();
      const exported = await ada.send('GET', `${PATH}/${id}/export`);
      expect(exported.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(exported.headers.get('content-disposition')).toBe('attachment; filename=integration.env');
      expect(exported.text).toBe(
        [
          '# Environment integration',
          '# DB_PASSWORD= (secret, not exported)',
          `GREETING='Hello\n"you"'`,
          'order_items_url=https://ocp.test/items',
          'orders_url=https://ocp.test/orders',
          '',
        ].join('\n'),
      );
      const other = await anEnvironment('other', []);
      const imported = await ada.call<EnvironmentView>('POST', `${PATH}/${other.id}/import`, {
        text: exported.text,
      });
      expect(imported.variables).toEqual((await view(id)).variables.filter(({ isSecret }) => !isSecret));
    });

    it('from .env, merged or replaced, with secrets among it', async () => {
      const { id } = await anEnvironment();
      const importText = (body: object) => ada.call<EnvironmentView>('POST', `${PATH}/${id}/import`, body);
      const merged = await importText({
        text: `\uFEFFexport TOKEN='t'\r\nDB_PASSWORD=next # stays a secret\r\n`,
        secrets: ['TOKEN'],
      });
      expect(merged).toMatchObject({ version: 2, variableCount: 5, secretCount: 2 });
      const replaced = await importText({ text: 'A=1\nTOKEN=t', mode: 'replace' });
      expect(replaced.variables).toMatchObject([
        { name: 'A', value: '1' },
        { name: 'TOKEN', value: null, isSecret: true },
      ]);
      expect((await versions(id))[0]).toMatchObject({
        version: 3,
        added: ['A'],
        changed: [],
        removed: ['DB_PASSWORD', 'GREETING', 'order_items_url', 'orders_url'],
        note: 'imported',
      });
    });

    it('from .env only after a look at what it would change, which changes nothing', async () => {
      const { id, version } = await anEnvironment();
      const request = { text: 'A=1\nGREETING=other\nDB_PASSWORD=next', mode: 'replace' };
      const preview = await ada.call<ImportPreview>('POST', `${PATH}/${id}/import/preview`, request);
      expect(preview).toMatchObject({ version, added: ['A'], changed: ['DB_PASSWORD', 'GREETING'] });
      expect(preview.removed).toContain('orders_url');
      expect(await view(id)).toMatchObject({ version });
      expect(await versions(id)).toHaveLength(1);
    });

    it('from .env as a whole or not at all, with the line of every mistake', async () => {
      const { id } = await anEnvironment();
      const text = `A=1\n${CANARY}\nB="${CANARY}\nC=2`;
      const error = await refused('POST', `${PATH}/${id}/import`, { text });
      expect(error).toMatchObject({
        status: 400,
        code: 'invalid-input',
        details: {
          problems: [
            { line: 2, message: expect.any(String) },
            { line: 3, message: expect.any(String) },
          ],
        },
      });
      expect(error.message).toMatch(/line 2 .*line 3 /);
      expect(error.text).not.toContain(CANARY);
      expect(await refused('POST', `${PATH}/${id}/import`, { text: 'A=1', secrets: ['B'] })).toMatchObject({
        code: 'invalid-input',
      });
      expect((await view(id)).version).toBe(1);
    });
  });

  describe('have a history', () => {
    it('that says who changed which names, and never a value', async () => {
      const { id } = await anEnvironment();
      await change(id, { set: [{ name: 'DB_PASSWORD', value: `${CANARY}2` }], remove: ['GREETING'] });
      const olga = await plane.browser('olga');
      await change(id, { set: [{ name: 'NEW', value: '1' }] }, olga);
      const history = await ada.send<EnvironmentVersion[]>('GET', `${PATH}/${id}/versions`);
      expect(history.text).not.toContain(CANARY);
      expect(history.body).toMatchObject([
        { version: 3, changedBy: 'olga', added: ['NEW'], changed: [], removed: [], note: '' },
        {
          version: 2,
          changedBy: 'ada',
          added: [],
          changed: ['DB_PASSWORD'],
          removed: ['GREETING'],
          note: '',
        },
        { version: 1, changedBy: 'ada', note: 'created' },
      ]);
      expect(history.body.every(({ changedAt }) => !Number.isNaN(Date.parse(changedAt)))).toBe(true);
    });

    it('of which any version can be restored, secrets included', async () => {
      const { id } = await anEnvironment();
      const original = await anEnvironment('original');
      await change(id, {
        set: [{ name: 'DB_PASSWORD', value: 'other' }],
        remove: ['GREETING', 'orders_url'],
      });
      await change(id, { set: [{ name: 'EXTRA', value: '1' }], remove: ['DB_PASSWORD'] });
      const restored = await ada.call<EnvironmentView>('POST', `${PATH}/${id}/versions/1/restore`);
      expect(restored.version).toBe(4);
      expect((await compare(id, original.id)).differences).toEqual([]);
      expect((await versions(id))[0]).toMatchObject({
        note: 'restored version 1',
        added: ['DB_PASSWORD', 'GREETING', 'orders_url'],
        removed: ['EXTRA'],
      });

      const forth = await ada.call<EnvironmentView>('POST', `${PATH}/${id}/versions/3/restore`);
      expect(forth.variables.map(({ name }) => name)).toEqual(['EXTRA', 'order_items_url']);
      for (const version of [0, 99, -1])
        expect(await refused('POST', `${PATH}/${id}/versions/${version}/restore`)).toMatchObject({
          status: 404,
        });
    });
  });

  describe('belong to somebody', () => {
    const changesOf = (id: string): [string, string, object?][] => [
      ['PATCH', `${PATH}/${id}`, { name: 'stolen' }],
      ['PATCH', `${PATH}/${id}/variables`, { set: [{ name: 'A', value: '1' }] }],
      ['POST', `${PATH}/${id}/import`, { text: 'A=1' }],
      ['POST', `${PATH}/${id}/versions/1/restore`],
      ['DELETE', `${PATH}/${id}`],
    ];

    it('are read by everybody, and changed by their owner and ops', async () => {
      const { id } = await anEnvironment();
      const bob = await plane.browser('bob');
      expect(await view(id, bob)).toMatchObject({ owner: 'ada', isEditable: false });
      for (const [method, path, body] of changesOf(id))
        expect(await refused(method, path, body, bob)).toMatchObject({ status: 404, code: 'not-found' });
      expect((await view(id)).version).toBe(1);

      const olga = await plane.browser('olga');
      expect(await view(id, olga)).toMatchObject({ isEditable: true });
      for (const [method, path, body] of changesOf(id))
        expect((await olga.send(method, path, body)).status).toBeLessThan(300);
    });

    it('are not edited by QA, not even their own of before', async () => {
      const quinn = await plane.browser('quinn');
      const own = await quinn.call<EnvironmentView>('POST', PATH, { name: 'own' });
      await plane.qaPerson();
      expect(await view(own.id, quinn)).toMatchObject({ isEditable: false });
      for (const [method, path, body] of [
        ...changesOf(own.id),
        ['POST', PATH, { name: 'new' }] as const,
        ['POST', `${PATH}/${own.id}/clone`, { name: 'new' }] as const,
      ])
        expect(await refused(method, path, body, quinn)).toMatchObject({ status: 403, code: 'forbidden' });
    });

    it('are not there for the signed-out, the mistyped and the deleted', async () => {
      const { id } = await anEnvironment();
      const visitor = plane.visitor();
      for (const [method, path, body] of [...changesOf(id), ['GET', `${PATH}/${id}`] as const])
        expect(await refused(method, path, body, visitor)).toMatchObject({ status: 401 });
      for (const strange of [UNKNOWN_ID, 'x', '..%2f..', "'%20OR%201=1"])
        for (const [method, path, body] of changesOf(strange))
          expect(await refused(method, path, body)).toMatchObject({ status: 404 });
    });
  });

  describe('are in use', () => {
    it('by sandboxes and templates, which are named when they are to be deleted', async () => {
      const { id } = await anEnvironment();
      const sandbox = await ada.call<{ id: string }>('POST', '/api/sandboxes', {
        name: 'checkout',
        environmentId: id,
      });
      await ada.call('POST', '/api/templates', {
        name: 'shop',
        content: {
          environment: 'integration',
          services: [{ name: 'orders', repository: 'orders', branch: 'main' }],
        },
      });
      expect(await view(id)).toMatchObject({ usedBy: { sandboxes: ['checkout'], templates: ['shop'] } });
      expect(await refused('DELETE', `${PATH}/${id}`)).toMatchObject({
        status: 409,
        code: 'in-use',
        message: expect.stringMatching(/sandbox checkout and by template shop/),
        details: { sandboxes: ['checkout'], templates: ['shop'] },
      });
      await ada.call('PATCH', `/api/sandboxes/${sandbox.id}`, { environmentId: null });
      expect(await refused('DELETE', `${PATH}/${id}`)).toMatchObject({ details: { sandboxes: [] } });
    });
  });

  describe('are live', () => {
    it('who begins and ceases to use one does, too', async () => {
      const { id } = await anEnvironment();
      await (await ada.connect()).ask('watch', { topic: 'environments' });
      const updates = () => ada.updates.filter(({ kind }) => kind === 'environment-changed').length;
      const sandbox = await ada.call<{ id: string }>('POST', '/api/sandboxes', {
        name: 'checkout',
        environmentId: id,
      });
      await waitUntil('the update after the sandbox was made', () => updates() === 1);
      await ada.call('PATCH', `/api/sandboxes/${sandbox.id}`, { environmentId: null });
      await waitUntil('the update after it took another environment', () => updates() === 2);
      expect(await view(id)).toMatchObject({ usedBy: { sandboxes: [] } });
    });

    it('each change reaches everybody else, and the audit trail', async () => {
      const bob = await plane.browser('bob');
      const socket = await bob.connect();
      await socket.ask('watch', { topic: 'environments' });
      const { id } = await anEnvironment();
      const isTold = (kind: string, times: number) =>
        waitUntil(
          `${times} updates ${kind}`,
          () => bob.updates.filter((update) => update.kind === kind).length >= times,
        );
      await isTold('environment-changed', 1);
      await change(id, { set: [{ name: 'A', value: '1' }] });
      await isTold('environment-changed', 2);
      await ada.call('PATCH', `${PATH}/${id}`, { name: 'renamed' });
      await isTold('environment-changed', 3);
      await ada.call('DELETE', `${PATH}/${id}`);
      await isTold('environment-removed', 1);
      expect(bob.updates.filter(({ kind }) => kind.startsWith('environment'))).toMatchObject([
        { kind: 'environment-changed', id },
        { kind: 'environment-changed', id },
        { kind: 'environment-changed', id },
        { kind: 'environment-removed', id },
      ]);

      const olga = await plane.browser('olga');
      const { items } = await olga.call<{ items: { action: string; actor: string; summary: string }[] }>(
        'GET',
        '/api/audit',
      );
      expect(items.filter(({ action }) => action.startsWith('environment.'))).toMatchObject([
        { action: 'environment.deleted', actor: 'ada' },
        { action: 'environment.updated', summary: 'renamed environment integration to renamed' },
        { action: 'environment.changed', summary: 'changed A (added) of environment integration' },
        { action: 'environment.created', subject: 'integration' },
      ]);
    });
  });
});

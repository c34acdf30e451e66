import { ControlPlane } from './control-plane.js';
import { type FakeAgent } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';

/** What has broken out of shells, git, paths, terminals, headers and pages elsewhere. */
const HOSTILE = [
  '',
  ' ',
  '.',
  '..',
  '../../etc/passwd',
  'a/../b',
  '/etc/passwd',
  '$(touch /tmp/pwned)',
  '`id`',
  'a;id',
  'a|id',
  'a&&id',
  'a\nb',
  'a\r\nHost: evil',
  'a\0b',
  '--upload-pack=touch /tmp/pwned',
  '-oProxyCommand=id',
  '-c',
  'ext::sh -c id',
  'EXT::sh',
  'file:///etc/passwd',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '\u001b]8;;http://evil\u0007',
  '\u001b[2J',
  'a\u202eb',
  'ａ',
  "'; DROP TABLE sandbox; --",
  '%2e%2e%2f',
  '${jndi:ldap://evil}',
  '{{7*7}}',
  '*',
  'a b',
  'x'.repeat(300),
];
const NOT_TEXT: unknown[] = [null, 1, true, [], ['a'], {}, { toString: 'x' }];

describe('Hostile names', () => {
  let plane: ControlPlane;
  let agent: FakeAgent;
  let ada: FakeBrowser;
  let sandbox: string;

  beforeAll(async () => {
    plane = await ControlPlane.start();
    agent = await plane.agent();
    ada = await plane.browser();
    sandbox = `/api/sandboxes/${(await ada.aSandboxWith({ repository: 'orders' })).id}`;
  });
  afterAll(() => plane.destroy());

  const fields: [string, string, (value: unknown) => [path: string, body: object]][] = [
    ['sandbox', 'POST', (name) => ['/api/sandboxes', { name }]],
    ['new sandbox name', 'PATCH', (name) => [sandbox, { name }]],
    ['service', 'POST', (name) => [`${sandbox}/services`, { name, repository: 'orders', branch: 'main' }]],
    [
      'repository',
      'POST',
      (repository) => [`${sandbox}/services`, { name: 'new', repository, branch: 'main' }],
    ],
    ['branch', 'POST', (branch) => [`${sandbox}/services`, { name: 'new', repository: 'orders', branch }]],
    ['new branch', 'PATCH', (branch) => [`${sandbox}/services/orders`, { branch }]],
    ['commit', 'PATCH', (commit) => [`${sandbox}/services/orders`, { commit }]],
    ['branch to deploy', 'POST', (branch) => [`${sandbox}/services/orders/deployments`, { branch }]],
    ['commit to deploy', 'POST', (commit) => [`${sandbox}/services/orders/deployments`, { commit }]],
    [
      'repository to add',
      'POST',
      (name) => ['/api/repositories', { name, url: 'https://git.test/x.git', kind: 'micro' }],
    ],
    ['URL to add', 'POST', (url) => ['/api/repositories', { name: 'new', url, kind: 'micro' }]],
    ['kind', 'POST', (kind) => ['/api/repositories', { name: 'new', url: 'https://git.test/x.git', kind }]],
  ];

  it.each(fields)('are refused as %s, before anything reaches an agent', async (field, method, make) => {
    const before = agent.received.length;
    for (const value of [...HOSTILE, ...NOT_TEXT]) {
      // To take a pin away.
      if (field === 'commit' && value === null) continue;
      const { status, body } = await ada.send(method, ...make(value));
      expect([value, status, body?.error?.code]).toEqual([value, 400, 'invalid-input']);
    }
    expect(agent.received.length).toBe(before);
  });

  it('are refused as variable names, together with values that cannot be', async () => {
    const bad = [...HOSTILE, '1A', 'A-B', 'A.B', 'A=B'].map((name) => ({ [name]: 'x' }));
    const values = [
      { A: 'a\0b' },
      { A: 1 },
      { A: null },
      { A: ['x'] },
      { A: 'x'.repeat(40_000) },
      [],
      'A=b',
      7,
    ];
    for (const variables of [...bad, ...values]) {
      const { status } = await ada.send('PATCH', sandbox, { variables });
      expect([variables, status]).toEqual([variables, 400]);
    }
  });

  it('are refused as health paths and ports', async () => {
    for (const healthPath of ['health', '/a b', '/a\r\nX: y', '/ä', `/${'x'.repeat(600)}`, 5])
      expect((await ada.send('PATCH', `${sandbox}/services/orders`, { healthPath })).status).toBe(400);
    for (const containerPort of [0, -1, 65_536, 1.5, '80', {}])
      expect((await ada.send('PATCH', `${sandbox}/services/orders`, { containerPort })).status).toBe(400);
  });

  it('are not found in a path', async () => {
    for (const name of HOSTILE.filter((one) => one.trim() !== '')) {
      const encoded = encodeURIComponent(name);
      for (const path of [
        `/api/sandboxes/${encoded}`,
        `${sandbox}/services/${encoded}`,
        `/api/repositories/${encoded}/branches`,
      ]) {
        const { status } = await ada.send(
          path.includes('services') ? 'PATCH' : 'GET',
          path,
          path.includes('services') ? {} : undefined,
        );
        // "." and ".." are taken out of the path by the client: what is left is another, harmless address.
        if (name !== '.' && name !== '..') expect([path, status]).toEqual([path, 404]);
      }
    }
  });

  it.each([
    'https://user:secret@git.test/x.git',
    'https://git.test/x.git?ref=1',
    'https://git.test/x.git#frag',
    'https://git.test',
    'git://git.test/x.git',
    'ssh://git@git.test/x.git',
    'git@git.test:x.git',
    'https://git.test/x.git\r\nevil',
    'https://git.test/x y.git',
    '--upload-pack=x',
  ])('are refused as the URL %s', async (url) => {
    const { status } = await ada.send('POST', '/api/repositories', { name: 'new', url, kind: 'micro' });
    expect(status).toBe(400);
  });

  it('leaves branches out that no one could deploy', async () => {
    const commit = { id: 'a'.repeat(40), author: 'A', time: '2026-01-01T00:00:00Z', subject: 's' };
    agent.answers['branches:list'] = () =>
      [...HOSTILE, 'feature/good', 'main']
        .map((name) => ({ name, commit }))
        .concat([{ name: 'bad-commit', commit: { ...commit, id: 'x' } }]);
    const branches = await ada.call<{ name: string }[]>('GET', '/api/repositories/orders/branches');
    expect(branches.map(({ name }) => name)).toEqual(['feature/good', 'main']);
  });

  it('are refused where every object has something of that name', async () => {
    expect((await ada.send('POST', '/api/sandboxes', { name: 'constructor' })).status).toBe(400);
    const service = { name: 'constructor', repository: 'orders', branch: 'main' };
    expect((await ada.send('POST', `${sandbox}/services`, service)).status).toBe(400);
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort, isRunning, TEMPLATES, TestSwitch } from '../testing/test-switch.js';
import { until } from '../testing/until.js';

describe("the life of the switch's nginx", () => {
  const all: TestSwitch[] = [];
  const started = async (changes = {}) => keep(await TestSwitch.start(changes));
  const prepared = async (changes = {}) => keep(await TestSwitch.prepare(changes));
  const keep = (one: TestSwitch) => {
    all.push(one);
    return one;
  };
  const problemOf = (one: TestSwitch) => one.running.view().problem;
  const asked = async (one: TestSwitch, name = 'blue') =>
    (await one.ask('/', { 'X-Sandbox': name }).catch(() => ({ body: '' }))).body;
  const workersOf = async (master: number) =>
    (await readFile(`/proc/${master}/task/${master}/children`, 'utf8')).trim().split(' ').map(Number);

  afterEach(async () => {
    for (const one of all.splice(0)) await one.dispose();
  });

  it('goes on without the agent, and the next one finds it again', async () => {
    const one = await started();
    await one.set({ blue: await one.serveAs('blue') });
    const before = await one.masterPid();
    await one.running.onModuleDestroy();
    expect(await asked(one)).toContain('"name":"blue"');

    await one.restart();
    expect(await one.masterPid()).toBe(before);
    expect(problemOf(one)).toBeNull();
    await one.set({ blue: null });
    expect((await one.ask('/', { 'X-Sandbox': 'blue' })).status).toBe(503);
  });

  it('takes over the table of an agent before, and removes what is not wanted any more', async () => {
    const one = await started();
    await one.set({ blue: await one.serveAs('blue'), red: 1, green: null });
    await writeFile(one.at('sandboxes', 'by-hand'), '127.0.0.1:1');
    await one.restart();
    await one.set({ green: await one.serveAs('green') });
    expect(await readdir(one.at('sandboxes'))).toEqual(['green']);
    expect(await asked(one, 'green')).toContain('"name":"green"');
    expect(await readdir(one.at('tmp'))).not.toContain('green');
  });

  it('keeps its workers from root, whoever the agent is', async () => {
    const one = await started();
    const [worker] = await workersOf(await one.masterPid());
    const uid = /^Uid:\s+(\d+)/m.exec(await readFile(`/proc/${worker}/status`, 'utf8'))?.[1];
    expect(uid).not.toBe('0');
    expect(await readFile(`/proc/${await one.masterPid()}/environ`, 'utf8')).not.toMatch(/SDP_|HOME=/);
  });

  it('reloads when a setting changed, and only then', async () => {
    const one = await started();
    const master = await one.masterPid();
    const workers = await workersOf(master);
    const red = await one.serveAs('red');
    await one.set({ red });
    await one.restart();
    expect(await workersOf(master)).toEqual(workers);

    const port = await freePort();
    await one.restart({
      domain: 'other.test',
      baseline: `http://127.0.0.1:${await one.serveAs('base')}`,
      adminUrl: 'https://new-admin.test',
      listen: { host: '127.0.0.1', port },
    });
    expect(await one.masterPid()).toBe(master);
    expect(problemOf(one)).toBeNull();
    expect((await one.ask('/', { host: 'red.other.test' })).body).toContain('"name":"red"');
    expect((await one.ask('/')).body).toContain('"name":"base"');
    expect((await one.ask('/', { 'X-Sandbox': 'nobody' })).body).toContain('https://new-admin.test');
    expect((await readdir(one.at())).filter((name) => name.startsWith('conf-'))).toHaveLength(1);
  });

  describe('when nginx refuses a configuration', () => {
    it('leaves the old one serving, and says so in its words', async () => {
      const one = await started();
      await one.set({ blue: await one.serveAs('blue') });
      await one.restart({ baseline: 'http://no-such-host.invalid' });
      expect(problemOf(one)).toContain('host not found in upstream "no-such-host.invalid:80" in nginx.conf:');
      expect(problemOf(one)).not.toContain(one.dataDir);
      expect(await asked(one)).toContain('"name":"blue"');
      await expect(one.running.assertInOrder()).rejects.toMatchObject({ code: 'switch-refused' });
      await one.set({ blue: await one.serveAs('blue again') });
      expect(await asked(one)).toContain('"name":"blue again"');

      await one.restart({ baseline: null });
      expect(problemOf(one)).toBeNull();
    });

    it('of a site, no exchange happens, and the words name the line that somebody broke', async () => {
      const one = await started();
      await one.set({ blue: await one.serveAs('blue') });
      await one.running.assertInOrder();
      await writeFile(one.at('extra', 'site.conf'), 'add_header X-Site here always;\nprxoy_pass nowhere;\n');
      await expect(one.running.assertInOrder()).rejects.toMatchObject({
        code: 'switch-refused',
        message: expect.stringContaining('unknown directive "prxoy_pass" in extra/site.conf:2'),
        retryable: true,
      });
      expect(problemOf(one)).toBe('unknown directive "prxoy_pass" in extra/site.conf:2');
      expect(await asked(one)).toContain('"name":"blue"');

      await writeFile(one.at('extra', 'site.conf'), 'add_header X-Site here always;\n');
      await one.running.assertInOrder();
      expect(problemOf(one)).toBeNull();
      expect((await one.ask('/', { 'X-Sandbox': 'blue' })).headers['x-site']).toBe('here');
    });

    it('that includes a broken file from elsewhere, no exchange happens either', async () => {
      const one = await started();
      const elsewhere = join(one.dataDir, 'elsewhere.conf');
      await writeFile(elsewhere, 'add_header X-Site here always;\n');
      await writeFile(one.at('extra', 'site.conf'), `include ${elsewhere};\n`);
      await one.running.assertInOrder();
      await writeFile(elsewhere, 'add_header');
      await expect(one.running.assertInOrder()).rejects.toMatchObject({ code: 'switch-refused' });
      expect(problemOf(one)).toContain('elsewhere.conf');
      await rm(elsewhere);
      await expect(one.running.assertInOrder()).rejects.toMatchObject({ code: 'switch-refused' });
    });

    it('never lets a value into it that could be more than a value', async () => {
      const one = await prepared({ adminUrl: 'http://admin.test/"; return 200 "' });
      await one.running.begin();
      expect(problemOf(one)).toContain('cannot stand in nginx');
      expect(existsSync(one.at('conf'))).toBe(false);
    });

    it('puts its own files right when somebody edited them', async () => {
      const one = await started();
      await one.set({ blue: await one.serveAs('blue') });
      await writeFile(one.at('conf', 'nginx.conf'), 'broken');
      await one.running.assertInOrder();
      expect(await readFile(one.at('conf', 'nginx.conf'), 'utf8')).toContain('worker_processes');
      expect(await asked(one)).toContain('"name":"blue"');
    });
  });

  describe('when nginx dies', () => {
    it('starts it again, although its workers live on and keep the port', async () => {
      const one = await started();
      await one.set({ blue: await one.serveAs('blue') });
      const killed = await one.masterPid();
      const workers = await workersOf(killed);
      process.kill(killed, 'SIGKILL');
      await until(() => !isRunning(killed), 'nginx is gone');

      await one.running.assertInOrder();
      expect(await one.masterPid()).not.toBe(killed);
      expect(await asked(one)).toContain('"name":"blue"');
      await until(() => workers.every((pid) => !isRunning(pid)), 'the old workers are gone');
    });

    it('notices by itself', async () => {
      const one = await started();
      await one.set({ blue: await one.serveAs('blue') });
      const killed = await one.masterPid();
      for (const pid of [killed, ...(await workersOf(killed))]) process.kill(pid, 'SIGKILL');
      await until(async () => (await asked(one)).includes('"name":"blue"'), 'it serves again', 15_000);
      expect(problemOf(one)).toBeNull();
    });

    it('is started by the next table that comes', async () => {
      const one = await started();
      process.kill(await one.masterPid(), 'SIGTERM');
      await until(async () => (await asked(one)) === '', 'nobody listens');
      await one.set({ blue: await one.serveAs('blue') });
      expect(await asked(one)).toContain('"name":"blue"');
    });

    it('starts the old configuration again when the new one is refused', async () => {
      const one = await started();
      await one.set({ blue: await one.serveAs('blue') });
      process.kill(await one.masterPid(), 'SIGTERM');
      await until(async () => (await asked(one)) === '', 'nobody listens');
      await one.restart({ baseline: 'http://no-such-host.invalid' });
      expect(problemOf(one)).toContain('host not found');
      expect(await asked(one)).toContain('"name":"blue"');
    });

    it('is not taken in by a pid file that names another process', async () => {
      const one = await prepared();
      const stranger = spawn('sleep', ['60']);
      await mkdir(one.at(), { recursive: true });
      await writeFile(one.at('nginx.pid'), `${stranger.pid}\n`);
      await one.running.begin();
      expect(problemOf(one)).toBeNull();
      expect(stranger.exitCode).toBeNull();
      stranger.kill();
    });
  });

  describe('says what is missing', () => {
    it('when somebody else has the port, and starts when it is free', async () => {
      const one = await prepared();
      const stranger = createServer().listen(one.port, '127.0.0.1');
      await once(stranger, 'listening');
      await one.running.begin();
      expect(problemOf(one)).toContain(`bind() to 127.0.0.1:${one.port} failed (98: Address already in use)`);
      await expect(one.set({ blue: 1 })).rejects.toMatchObject({ code: 'switch-refused' });

      stranger.close();
      await once(stranger, 'close');
      await one.running.assertInOrder();
      expect((await one.ask('/', { 'X-Sandbox': 'blue' })).status).toBe(502);
    });

    it('when two switches are given one port', async () => {
      const one = await started();
      await one.set({ blue: await one.serveAs('blue') });
      const two = await prepared({ listen: one.settings.listen });
      await two.running.begin();
      expect(problemOf(two)).toContain('Address already in use');
      expect(await asked(one)).toContain('"name":"blue"');
    });

    it('when there is no nginx, or not its module', async () => {
      const without = await prepared({ nginx: 'no-such-nginx' });
      await without.running.begin();
      expect(problemOf(without)).toMatch(/no program "no-such-nginx".*package nginx/);

      const folder = await mkdtemp(join(tmpdir(), 'sdp-modules-'));
      const withoutModule = await prepared({ modules: folder });
      await withoutModule.running.begin();
      expect(problemOf(withoutModule)).toMatch(/ngx_http_js_module\.so is not in .*libnginx-mod-http-js/);
      await rm(folder, { recursive: true });
    });

    it('and has no baseline, or one that is down', async () => {
      const one = await started();
      expect(JSON.parse((await one.ask('/')).body)).toMatchObject({ error: { code: 'no-baseline' } });
      await one.restart({ baseline: `http://127.0.0.1:${await freePort()}` });
      expect(await one.ask('/')).toMatchObject({ status: 502 });
      expect(JSON.parse((await one.ask('/')).body)).toMatchObject({
        error: { code: 'baseline-silent' },
        sandbox: null,
      });
    });
  });

  it('does not let a client with an open connection notice a change of the table', async () => {
    const one = await started();
    const [blue, red] = [await one.serveAs('blue'), await one.serveAs('red')];
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = async () => {
      const call = request({ host: '127.0.0.1', port: one.port, agent, headers: { 'X-Sandbox': 'moving' } });
      call.end();
      const [response] = await once(call, 'response');
      return { body: await text(response), isReused: call.reusedSocket };
    };
    await one.set({ moving: blue });
    expect((await ask()).body).toContain('"name":"blue"');
    await one.set({ moving: red });
    expect(await ask()).toMatchObject({ body: expect.stringContaining('"name":"red"'), isReused: true });
    await one.set({ moving: null });
    expect(await ask()).toMatchObject({ isReused: true });
    agent.destroy();
  });

  it('has every value that its template asks for', async () => {
    const one = await started({ baseline: 'https://gateway.test.invalid' }).catch((error: Error) => error);
    expect(one).toMatchObject({ message: expect.stringContaining('gateway.test.invalid:443') });
    const template = await readFile(join(TEMPLATES, 'nginx.conf'), 'utf8');
    const good = await started();
    expect(template).toContain('{{');
    expect(await readFile(good.at('conf', 'nginx.conf'), 'utf8')).not.toContain('{{');
  });
});

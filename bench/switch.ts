import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { Logger } from '@nestjs/common';
import { NginxSwitch } from '../libs/agent/src/switch/nginx-switch.js';
import { heading, median, ms, row, verdict } from './figures.js';
import { answering, NginxBeside, plainProxy } from './nginx-beside.js';

const run = promisify(execFile);
const SANDBOXES = 1000;
const CHANGES = 21;
const ROUNDS = 21;
const SECONDS = 1;
const CONNECTIONS = 32;
const nameOf = (index: number) => `sandbox-${index}`;

interface Ports {
  switch: number;
  plain: number;
  one: number;
  two: number;
}

/**
 * The sandbox switch with 1,000 sandboxes: how soon a change is effective, and how many requests it passes on,
 * in turns with an nginx that has the same settings and one fixed `proxy_pass`.
 */
export async function benchSwitch(): Promise<void> {
  heading(`The sandbox switch with ${SANDBOXES} sandboxes`);
  Logger.overrideLogger(false);
  const dataDir = await mkdtemp(join(tmpdir(), 'sdp-bench-switch-'));
  const ports: Ports = {
    switch: await freePort(),
    plain: await freePort(),
    one: await freePort(),
    two: await freePort(),
  };
  const sandboxSwitch = switchAt(dataDir, ports.switch);
  const beside: NginxBeside[] = [];
  try {
    beside.push(await NginxBeside.start(answering({ one: ports.one, two: ports.two })));
    await sandboxSwitch.begin();
    const { problem } = sandboxSwitch.view();
    if (problem !== null) throw new Error(problem);
    await benchChanges(sandboxSwitch, ports);

    const installed = await readFile(join(dataDir, 'switch/conf/nginx.conf'), 'utf8');
    beside.push(await NginxBeside.start(plainProxy(installed, ports.plain, ports.one), await modules()));
    await benchThroughput(dataDir, ports);
  } finally {
    await sandboxSwitch.onModuleDestroy();
    for (const nginx of beside) await nginx.stop();
    await stopSwitch(dataDir);
  }
}

async function benchChanges(sandboxSwitch: NginxSwitch, ports: Ports): Promise<void> {
  const table = (port: number, changed: number) => ({
    sandboxes: Array.from({ length: SANDBOXES }, (_, index) => ({
      name: nameOf(index),
      hostPort: index < changed ? port : ports.one,
    })),
  });
  await sandboxSwitch.set(table(ports.one, 0));
  const last = { one: [] as number[], all: [] as number[] };
  for (let round = 0; round < CHANGES; round += 1) {
    for (const [kind, changed] of [
      ['one', 1],
      ['all', SANDBOXES],
    ] as const) {
      const isOdd = round % 2 === 1;
      const target = isOdd ? ports.one : ports.two;
      const effective = untilAnswers(ports.switch, nameOf(changed - 1), isOdd ? 'one' : 'two');
      const started = performance.now();
      await sandboxSwitch.set(table(target, changed));
      await effective;
      last[kind].push(performance.now() - started);
      if (kind === 'one') await sandboxSwitch.set(table(isOdd ? ports.two : ports.one, SANDBOXES));
    }
  }
  row('table with 1 change → effective, median', ms(median(last.one)), `most ${ms(Math.max(...last.one))}`);
  row(
    `table with ${SANDBOXES} changes → effective, median`,
    ms(median(last.all)),
    `most ${ms(Math.max(...last.all))}`,
  );
  verdict('effective in under 1 s', Math.max(...last.one, ...last.all) < 1000);
}

async function benchThroughput(dataDir: string, ports: Ports): Promise<void> {
  const script = join(dataDir, 'requests.lua');
  await writeFile(script, REQUESTS);
  const rates = { plain: [] as number[], switch: [] as number[] };
  for (const port of [ports.plain, ports.switch]) await load(port, script, 1);
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.plain.push(await load(ports.plain, script, SECONDS));
    rates.switch.push(await load(ports.switch, script, SECONDS));
  }
  const ratios = rates.switch.map((rate, round) => rate / (rates.plain[round] ?? Number.NaN));
  row('plain proxy_pass to one address, median', `${Math.round(median(rates.plain))}/s`, `of ${ROUNDS}`);
  row('sandbox switch, median', `${Math.round(median(rates.switch))}/s`, `of ${ROUNDS}`);
  const ratio = median(rates.switch) / median(rates.plain);
  row(
    'ratio',
    ratio.toFixed(2),
    `rounds ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
  );
  verdict('at least 0.75 of plain proxy_pass', ratio >= 0.75);
}

/** Every request names another sandbox. Made beforehand, so that wrk stays cheaper than what it measures. */
const REQUESTS = `
local requests, next = {}, 0
function init()
  for index = 0, ${SANDBOXES - 1} do
    requests[index] = wrk.format("GET", "/", { ["Host"] = "switch.test", ["X-Sandbox"] = "sandbox-" .. index })
  end
end
function request()
  next = (next + 1) % ${SANDBOXES}
  return requests[next]
end
`;

/** Requests per second. Throws when one of them fails. */
async function load(port: number, script: string, seconds: number): Promise<number> {
  const url = `http://127.0.0.1:${port}/`;
  const { stdout } = await run('wrk', ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '-s', script, url]).catch(
    (error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? new Error('wrk is not installed: apt-get install wrk') : error;
    },
  );
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`requests failed:\n${stdout}`);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
}

/** Resolves when the sandbox answers as the given server, on a connection that is kept all the time. */
async function untilAnswers(port: number, sandbox: string, server: string): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (;;) {
    const answer = await new Promise<string>((resolveAnswer, reject) => {
      const call = request({ host: '127.0.0.1', port, agent, headers: { 'X-Sandbox': sandbox } });
      call.once('response', (response) => void text(response).then(resolveAnswer, reject));
      call.once('error', reject);
      call.end();
    });
    if (answer.trim() === server) return agent.destroy();
  }
}

function switchAt(dataDir: string, port: number): NginxSwitch {
  return new NginxSwitch({
    settings: {
      listen: { host: '127.0.0.1', port },
      url: `http://127.0.0.1:${port}`,
      domain: 'sandbox.test',
      baseline: null,
      adminUrl: 'http://admin.test',
      nginx: 'nginx',
      modules: null,
    },
    dataDir,
    templates: resolve('nginx/switch'),
    bindAddress: '127.0.0.1',
  });
}

async function modules(): Promise<Record<string, string>> {
  const names = ['gateways.js', 'visits.js', 'pages.js'];
  const contents = await Promise.all(names.map((name) => readFile(resolve('nginx/switch', name), 'utf8')));
  return Object.fromEntries(names.map((name, index) => [name, contents[index] ?? '']));
}

async function stopSwitch(dataDir: string): Promise<void> {
  const pid = await readFile(join(dataDir, 'switch/nginx.pid'), 'utf8').catch(() => null);
  if (pid !== null) process.kill(Number(pid), 'SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

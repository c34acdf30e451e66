import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  GATEWAY_SERVICE,
  TERMINAL_DEPLOYMENT_STATES,
  type DeploymentView,
  type Page,
  type RouteSetView,
  type SandboxSummary,
  type SandboxView,
} from '@sdp/protocol';
import { PASSWORD, type Platform } from './platform.js';
import { until } from './until.js';

/**
 * What must hold after any fault (ARCHITECTURE.md, Invariants): I1 every deployment has ended; I2 containers are what
 * the database says, at most one per instance; I3 no host port twice; I7 the password is nowhere on disk. What routes are
 * said to be applied is what the gateways' containers have, and the switch knows the sandboxes and their gateways' ports.
 * I4 and I5 need to know what was sent, and are checked by the tests that send it.
 */
export async function expectInvariants(platform: Platform): Promise<void> {
  await until('I1: every deployment has ended', 60_000, async () => {
    const { items } = await platform.api.get<Page<DeploymentView>>('/deployments?pageSize=100');
    const terminal: readonly string[] = TERMINAL_DEPLOYMENT_STATES;
    return items.every(({ state }) => terminal.includes(state));
  });
  await until('I2: containers are what the database says', 30_000, async () => {
    expect(await containersByInstance(platform)).toEqual(await databaseByInstance(platform));
    return true;
  });

  const ports = (await sandboxes(platform)).flatMap(({ services }) =>
    services.map(({ agent, hostPort }) => `${agent}:${hostPort}`),
  );
  expect(new Set(ports).size).toBe(ports.length);
  expect(await filesContaining(platform.root, PASSWORD)).toEqual([]);
  await until('applied routes are those of the containers', 20_000, async () => {
    expect(await routesSaid(platform)).toEqual(await routesInContainers(platform));
    return true;
  });
  if (platform.hasSwitch)
    await until('the switch knows all sandboxes', 20_000, async () => {
      expect(await switchFiles(platform)).toEqual(await switchDue(platform));
      return true;
    });
}

type RoutesBySandbox = Record<string, Record<string, string>>;

/** What is said to be applied, by the sandboxes whose gateway runs. */
async function routesSaid(platform: Platform): Promise<RoutesBySandbox> {
  const said: RoutesBySandbox = {};
  for (const { id, name } of await sandboxes(platform)) {
    const { applied, routes } = await platform.api.get<RouteSetView>(`/sandboxes/${id}/routes`);
    if (applied)
      said[name] = Object.fromEntries(
        routes.flatMap(({ variable, applied: target }) => (target === null ? [] : [[variable, target]])),
      );
  }
  return said;
}

async function routesInContainers(platform: Platform): Promise<RoutesBySandbox> {
  const found: RoutesBySandbox = {};
  for (const { Id, Labels } of await platform.containers({ 'sdp.service': GATEWAY_SERVICE })) {
    const { Config } = await platform.docker.getContainer(Id).inspect();
    const variables = Config.Env.map((text): [string, string] => {
      const [name = ''] = text.split('=', 1);
      return [name, text.slice(name.length + 1)];
    });
    const { name } = await platform.api.get<SandboxView>(`/sandboxes/${Labels['sdp.sandbox']}`);
    found[name] = Object.fromEntries(variables.filter(([variable]) => variable.endsWith('_url')));
  }
  return found;
}

/** `host:port` by sandbox, as nginx reads it; nothing for one without a gateway. */
async function switchFiles(platform: Platform): Promise<Record<string, string>> {
  const folder = join(platform.root, 'gateway', 'switch', 'sandboxes');
  const names = await readdir(folder);
  const files = names.map(async (name) => [name, (await readFile(join(folder, name), 'utf8')).trim()]);
  return Object.fromEntries(await Promise.all(files)) as Record<string, string>;
}

async function switchDue(platform: Platform): Promise<Record<string, string>> {
  const address = (sandbox: SandboxView) => {
    const gateway = sandbox.services.find(({ name }) => name === GATEWAY_SERVICE);
    return gateway ? `${platform.bridgeAddress}:${gateway.hostPort}` : '';
  };
  return Object.fromEntries((await sandboxes(platform)).map((sandbox) => [sandbox.name, address(sandbox)]));
}

export async function sandboxes(platform: Platform): Promise<SandboxView[]> {
  const list = await platform.api.get<SandboxSummary[]>('/sandboxes');
  return Promise.all(list.map(({ id }) => platform.api.get<SandboxView>(`/sandboxes/${id}`)));
}

/** `sandbox/service` → deployment whose container runs; a second container of one instance shows as a list. */
async function containersByInstance(platform: Platform): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const { Labels, State } of await platform.containers()) {
    if (State !== 'running') throw new Error(`container of ${Labels['sdp.service']} is ${State}`);
    (found[`${Labels['sdp.sandbox']}/${Labels['sdp.service']}`] ??= []).push(Labels['sdp.deployment'] ?? '');
  }
  return found;
}

async function databaseByInstance(platform: Platform): Promise<Record<string, string[]>> {
  const expected: Record<string, string[]> = {};
  for (const sandbox of await sandboxes(platform)) {
    for (const { name, running } of sandbox.services) {
      if (running) expected[`${sandbox.id}/${name}`] = [running.deploymentId];
    }
  }
  return expected;
}

/** Every file below a folder that holds the text, git's objects and binaries included. */
export async function filesContaining(
  root: string,
  text: string,
  leftOut: readonly string[] = ['go-cache'],
): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const hits: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile() || leftOut.some((part) => entry.parentPath.includes(part))) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path).catch(() => Buffer.alloc(0));
    if (content.includes(text)) hits.push(path);
  }
  return hits;
}

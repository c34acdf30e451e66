import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  TERMINAL_DEPLOYMENT_STATES,
  type DeploymentView,
  type Page,
  type SandboxSummary,
  type SandboxView,
} from '@sdp/protocol';
import { PASSWORD, type Platform } from './platform.js';
import { until } from './until.js';

/**
 * What must hold after any fault (ARCHITECTURE.md, Invariants): I1 every deployment has ended; I2 containers are what
 * the database says, at most one per instance; I3 no host port twice; I7 the password is nowhere on disk.
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
export async function filesContaining(root: string, text: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const hits: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile() || entry.parentPath.includes('go-cache')) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path).catch(() => Buffer.alloc(0));
    if (content.includes(text)) hits.push(path);
  }
  return hits;
}

#!/usr/bin/env node
// npm run bench [name …]: sets the machine up as npm test does, then prints the figures.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { takeYes, runMain } from './setup/command-line.mjs';
import { Engine } from './setup/engine.mjs';
import { lock } from './setup/lock.mjs';
import { pinnedNode } from './setup/node-modules.mjs';
import { TOOLS } from './setup/packages.mjs';
import { prepare } from './setup/preparation.mjs';
import { loadSettings } from './setup/settings.mjs';
import { testEnvironment } from './setup/test-environment.mjs';

const { assumeYes, rest } = takeYes(process.argv.slice(2));
/** What has to be undone at the end, the last first. @type {(() => Promise<void> | void)[]} */
const undo = [];

async function bench() {
  const settings = loadSettings();
  undo.push(lock(settings.home, 'npm run bench'));
  const engine = new Engine(settings);
  undo.push(() => engine.stopOwn());

  const images = await prepare(settings, engine, { assumeYes, tools: [TOOLS.wrk] });
  const tsx = join(settings.root, 'node_modules/tsx/dist/cli.mjs');
  const child = spawn(pinnedNode(settings.root), [tsx, 'bench/run.ts', ...rest], {
    cwd: settings.root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...testEnvironment(settings, images) },
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

await runMain(bench, async () => {
  for (const each of undo.reverse()) await each();
});

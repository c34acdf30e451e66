#!/usr/bin/env node
// npm run reset: removes everything that npm start made on this machine, except packages and base images.
import { existsSync, rmSync } from 'node:fs';
import { asRoot, run } from './setup/commands.mjs';
import { runMain, takeYes } from './setup/command-line.mjs';
import { Engine } from './setup/engine.mjs';
import { lock } from './setup/lock.mjs';
import { OwnResources } from './setup/own-resources.mjs';
import { readSecrets } from './setup/secrets.mjs';
import { loadSettings } from './setup/settings.mjs';
import { Supervisor } from './setup/supervisor.mjs';
import { confirm, isTerminal, say } from './setup/terminal.mjs';

await runMain(async () => {
  const { assumeYes } = takeYes(process.argv.slice(2));
  const settings = loadSettings();
  if (!existsSync(settings.home)) return say(`There is nothing to remove: no ${settings.home}.`);
  lock(settings.home, 'npm run reset');

  say(`This removes the sandboxes, their containers and networks, and all of ${settings.home}.`);
  if (isTerminal && !assumeYes && !(await confirm('Go ahead?'))) return say('Nothing was removed.');

  for (const line of await removeEverything(settings)) say(`removed ${line}`);
});

/** @param {import('./setup/settings.mjs').Settings} settings @returns {Promise<string[]>} what is gone */
async function removeEverything(settings) {
  const engine = new Engine(settings);
  const removed = await new Supervisor(settings.home).endLeftOvers();
  removed.push(...(await removeResources(settings, engine)));
  if (engine.isOwn()) removed.push(`the Docker engine that ran from ${engine.folder}`);
  await engine.stopOwn();
  await removeFolder(settings.home);
  return [...removed, settings.home];
}

/** @param {import('./setup/settings.mjs').Settings} settings @param {Engine} engine */
async function removeResources(settings, engine) {
  const secrets = readSecrets(settings.home);
  if (secrets === null) return [];
  const resources = new OwnResources(engine.api, secrets, settings.home);
  const switches = resources.endSwitches();
  const removed = switches > 0 ? [`${switches} switches`] : [];
  if ((await engine.api.state()) !== 'answers') {
    if (!existsSync(engine.folder))
      say(`No Docker engine answers at ${engine.socket}: containers, if any, stay.`);
    return removed;
  }
  const { containers, networks } = await resources.remove();
  removed.push(
    ...containers.map((name) => `container ${name}`),
    ...networks.map((name) => `network ${name}`),
  );
  return removed;
}

/** An engine of our own leaves files of root. @param {string} folder */
async function removeFolder(folder) {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    await run(asRoot(['rm', '-rf', folder]) ?? ['rm', '-rf', folder], { log: '/dev/null' });
  }
}

#!/usr/bin/env node
// npm start: from a fresh machine to a running platform with a sandbox deployed. See README.md.
import { runMain, takeYes } from './setup/command-line.mjs';
import { Engine } from './setup/engine.mjs';
import { lock } from './setup/lock.mjs';
import { pinnedNode } from './setup/node-modules.mjs';
import { Platform } from './setup/platform.mjs';
import { prepare } from './setup/preparation.mjs';
import { ensureSecrets } from './setup/secrets.mjs';
import { loadSettings, unknownNames } from './setup/settings.mjs';
import { stopSignals } from './setup/stop-signals.mjs';
import { say, step } from './setup/terminal.mjs';
import { renderWelcome } from './setup/welcome.mjs';

const { assumeYes } = takeYes(process.argv.slice(2));
/** What has to be undone at the end, the last first. @type {(() => Promise<void> | void)[]} */
const undo = [];

async function start() {
  const settings = loadSettings();
  for (const name of unknownNames(settings)) say(`${name} is no setting of SDP: see docs/settings.md.`);
  undo.push(lock(settings.home, 'npm start'));
  const engine = new Engine(settings);
  undo.push(() => engine.stopOwn());
  const images = await prepare(settings, engine, { assumeYes });

  const secrets = ensureSecrets(settings.home);
  const bridgeAddress = await engine.api.bridgeAddress();
  const node = pinnedNode(settings.root);
  const platform = new Platform({ settings, secrets, images, bridgeAddress, node }, engine.api);
  undo.push(() => platform.stop());
  stop.onForce(() => platform.kill());

  await platform.start();
  const demo = await platform.deployDemo();
  say(renderWelcome({ settings, password: settings.demo && secrets.demoPassword, demo }));
  await platform.untilProgramDies();
}

const stop = stopSignals();
await runMain(
  () => Promise.race([start(), stop.requested]),
  () =>
    step('stopping', async () => {
      for (const each of undo.reverse()) await each();
    }),
);

#!/usr/bin/env node
// npm start: from a fresh machine to a running platform with a sandbox deployed. See README.md.
import { runMain, takeYes } from './setup/command-line.mjs';
import { Engine } from './setup/engine.mjs';
import { lock } from './setup/lock.mjs';
import { pinnedNode } from './setup/node-modules.mjs';
import { Platform } from './setup/platform.mjs';
import { prepare } from './setup/preparation.mjs';
import { ensureSecrets } from './setup/secrets.mjs';
import { loadSettings } from './setup/settings.mjs';
import { stopSignals } from './setup/stop-signals.mjs';
import { say, step } from './setup/terminal.mjs';
import { renderWelcome } from './setup/welcome.mjs';

await runMain(async () => {
  const { assumeYes } = takeYes(process.argv.slice(2));
  const settings = loadSettings();
  const release = lock(settings.home, 'npm start');
  const engine = new Engine(settings);
  /** @type {Platform | null} */
  let platform = null;
  const stop = stopSignals(() => platform?.kill());

  const story = async () => {
    const images = await prepare(settings, engine, { assumeYes });
    const secrets = ensureSecrets(settings.home);
    const bridgeAddress = await engine.api.bridgeAddress();
    const node = pinnedNode(settings.root);

    platform = new Platform({ settings, secrets, images, bridgeAddress, node }, engine.api);
    await platform.start();
    const demo = await platform.deployDemo();
    say(renderWelcome({ settings, password: settings.demo && secrets.demoPassword, demo }));
    await platform.untilProgramDies();
  };
  try {
    await Promise.race([story(), stop.requested]);
  } finally {
    await step('stopping', async () => {
      await platform?.stop();
      await engine.stopOwn();
    });
    release();
  }
});

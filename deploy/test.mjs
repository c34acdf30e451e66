#!/usr/bin/env node
// npm test: sets the machine up as npm start does, then runs every test, those that need Docker and a browser included.
import { takeYes, runMain } from './setup/command-line.mjs';
import { Engine } from './setup/engine.mjs';
import { lock } from './setup/lock.mjs';
import { browserTool } from './setup/packages.mjs';
import { prepare } from './setup/preparation.mjs';
import { loadSettings } from './setup/settings.mjs';
import { runSuites } from './setup/test-suites.mjs';
import { say } from './setup/terminal.mjs';

await runMain(async () => {
  const { assumeYes, rest } = takeYes(process.argv.slice(2));
  const settings = loadSettings();
  const release = lock(settings.home, 'npm test');
  const engine = new Engine(settings);
  try {
    const images = await prepare(settings, engine, { assumeYes, tools: [browserTool()] });
    const { summary, failures } = await runSuites(settings, images, rest);
    say(summary);
    return failures === 0 ? 0 : 1;
  } finally {
    await engine.stopOwn();
    release();
  }
});

#!/usr/bin/env node
// npm test: sets the machine up as npm start does, then runs every test, those that need Docker and a browser included.
import { takeYes, runMain } from './setup/command-line.mjs';
import { Engine } from './setup/engine.mjs';
import { lock } from './setup/lock.mjs';
import { browserTool, HOST_TOOLS, TOOLS } from './setup/packages.mjs';
import { prepare } from './setup/preparation.mjs';
import { loadSettings } from './setup/settings.mjs';
import { runSuites } from './setup/test-suites.mjs';
import { say } from './setup/terminal.mjs';

const { assumeYes, rest } = takeYes(process.argv.slice(2));
/** What has to be undone at the end, the last first. @type {(() => Promise<void> | void)[]} */
const undo = [];

async function test() {
  const settings = loadSettings();
  undo.push(lock(settings.home, 'npm test'));
  const engine = new Engine(settings);
  undo.push(() => engine.stopOwn());

  const { curl, systemd, shellcheck, compose, zsh, fish } = TOOLS;
  const tools = [browserTool(), curl, systemd, shellcheck, compose, zsh, fish, ...HOST_TOOLS];
  const images = await prepare(settings, engine, { assumeYes, tools });
  const { summary, failures } = await runSuites(settings, images, rest);
  say(summary);
  return failures === 0 ? 0 : 1;
}

await runMain(test, async () => {
  for (const each of undo.reverse()) await each();
});

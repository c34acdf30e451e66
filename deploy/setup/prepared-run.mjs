import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { takeYes, runMain } from './command-line.mjs';
import { Engine } from './engine.mjs';
import { lock } from './lock.mjs';
import { pinnedNode } from './node-modules.mjs';
import { prepare } from './preparation.mjs';
import { loadSettings } from './settings.mjs';
import { testEnvironment } from './test-environment.mjs';

/**
 * Sets the machine up as `npm test` does, then runs a TypeScript file of the checkout on what is there, and undoes
 * what it started for that.
 *
 * @param {string} what the command as people type it
 * @param {string} script
 * @param {import('./packages.mjs').Tool[]} tools that it needs besides
 */
export async function runPrepared(what, script, tools) {
  const { assumeYes, rest } = takeYes(process.argv.slice(2));
  /** What has to be undone at the end, the last first. @type {(() => Promise<void> | void)[]} */
  const undo = [];

  await runMain(
    async () => {
      const settings = loadSettings();
      undo.push(lock(settings.home, what));
      const engine = new Engine(settings);
      undo.push(() => engine.stopOwn());

      const images = await prepare(settings, engine, { assumeYes, tools });
      const tsx = join(settings.root, 'node_modules/tsx/dist/cli.mjs');
      const child = spawn(pinnedNode(settings.root), [tsx, script, ...rest], {
        cwd: settings.root,
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { ...process.env, ...testEnvironment(settings, images) },
      });
      const [code] = await once(child, 'exit');
      return code ?? 1;
    },
    async () => {
      for (const each of undo.reverse()) await each();
    },
  );
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BaseImages } from './base-images.mjs';
import { builds } from './build.mjs';
import { checkSystemNode, modulesInstallation } from './node-modules.mjs';
import { installation, TOOLS } from './packages.mjs';
import { carryOut } from './plan.mjs';

/**
 * Brings this machine to where SDP can be built and run: shows what is missing, asks, and does it.
 *
 * @param {import('./settings.mjs').Settings} settings
 * @param {import('./engine.mjs').Engine} engine
 * @param {{ assumeYes: boolean, tools?: import('./packages.mjs').Tool[] }} options
 * @returns {Promise<import('./base-images.mjs').BaseImageNames>}
 */
export async function prepare(settings, engine, { assumeYes, tools = [] }) {
  checkSystemNode();
  layOut(settings.home);
  const setupLog = join(settings.home, 'logs/setup.log');
  const buildLog = join(settings.home, 'logs/build.log');

  const images = new BaseImages(engine.api, settings);
  const enginePlan = await engine.plan();
  const { git, go, php, composer, nginx, njs } = TOOLS;
  const needed = [git, go, php, composer, nginx, njs, ...enginePlan.tools, ...tools];

  await carryOut(
    [
      ...installation(needed, setupLog),
      ...modulesInstallation(settings.root, setupLog),
      ...enginePlan.actions,
      ...(await images.plan()),
      ...builds(settings.root, buildLog),
    ],
    { assumeYes },
  );
  return images.provide();
}

/** @param {string} home */
function layOut(home) {
  for (const folder of ['logs', 'demo', 'control-plane', 'agent-micro', 'agent-gateway']) {
    mkdirSync(join(home, folder), { recursive: true, mode: 0o700 });
  }
}

import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { furnish } from '../e2e/support/furnishing/furnish.js';
import { startPlatformToLookAt } from '../e2e/support/furnishing/platform-to-look-at.js';
import { type Visit, visits } from '../e2e/support/furnishing/visits.js';
import { SCENES } from '../e2e/support/looking/scenes.js';
import { Visitor } from '../e2e/support/looking/visitor.js';

/**
 * Photographs every page of the admin, and all that opens over them, from a running product: light and dark, narrow and
 * wide, into the folder given (data/screenshots unless given). Those that the README shows go to docs/images as well.
 */
const folder = process.argv[2] ?? 'data/screenshots';
const IMAGES = join(import.meta.dirname, 'images');
const IN_README = ['overview', 'sandbox-services', 'sandbox-routes', 'failed', 'palette'];
const LOOKS = [
  { name: 'light', width: 1280, height: 800, hasScenes: true },
  { name: 'dark', width: 1280, height: 800, dark: true, hasScenes: true },
  { name: 'narrow', width: 360, height: 760 },
  { name: 'narrow-dark', width: 360, height: 760, dark: true },
  { name: 'wide', width: 3840, height: 2160 },
];

await mkdir(folder, { recursive: true });
const { platform, baselineUrl, stop } = await startPlatformToLookAt({
  names: { micro: 'go-host-1', gateway: 'gateway-host-1' },
});
try {
  const pages = visits(await furnish(platform, baselineUrl));
  for (const look of LOOKS) await photograph(look, pages);
} finally {
  await stop();
}

async function photograph(look: (typeof LOOKS)[number], pages: Visit[]): Promise<void> {
  const visitor = await Visitor.arrive(platform.api.baseUrl, look);
  try {
    await visitor.look({ reducedMotion: 'reduce' });
    await visitor.goTo('/sign-in');
    await shoot(visitor, 'sign-in', look.name);
    await visitor.signIn();
    for (const { name, path } of pages) {
      await visitor.goTo(path);
      await shoot(visitor, name, look.name);
    }
    for (const { name, on, open, shows } of look.hasScenes ? SCENES : []) {
      await visitor.goTo(pages.find((page) => page.name === on)?.path ?? '');
      await open(visitor.page);
      await shows(visitor.page).waitFor();
      await shoot(visitor, name, look.name);
    }
  } finally {
    await visitor.close();
  }
}

async function shoot(visitor: Visitor, name: string, look: string): Promise<void> {
  await visitor.page.waitForLoadState('networkidle');
  await visitor.settled();
  const path = join(folder, `${name}-${look}.png`);
  await visitor.page.screenshot({ path });
  if (IN_README.includes(name) && ['light', 'dark'].includes(look))
    await copyFile(path, join(IMAGES, `${name}-${look}.png`));
}

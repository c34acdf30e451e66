import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { furnish } from '../e2e/support/furnishing/furnish.js';
import { startPlatformToLookAt } from '../e2e/support/furnishing/platform-to-look-at.js';
import { visits } from '../e2e/support/furnishing/visits.js';
import { Photographer } from '../e2e/support/looking/photographer.js';
import { Visitor } from '../e2e/support/looking/visitor.js';

/**
 * Photographs every page of the admin, and all that opens over it, from a running product: light and dark, narrow and
 * wide, into the folder given (data/screenshots unless given). Those that the README shows go to docs/images as well.
 */
const folder = process.argv[2] ?? 'data/screenshots';

await mkdir(folder, { recursive: true });
const { platform, baselineUrl, stop } = await startPlatformToLookAt({
  names: { micro: 'go-host-1', gateway: 'gateway-host-1' },
});
try {
  const pages = visits(await furnish(platform, baselineUrl));
  const visitor = await Visitor.arrive(platform.api.baseUrl, { reducedMotion: true });
  try {
    const photographer = new Photographer(visitor, folder, join(import.meta.dirname, 'images'));
    await visitor.load('/sign-in');
    await photographer.shoot('sign-in');
    await visitor.signIn();
    for (const page of pages) await photographer.visit(page);
  } finally {
    await visitor.close();
  }
} finally {
  await stop();
}

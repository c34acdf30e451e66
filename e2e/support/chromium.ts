import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Route } from 'playwright-core';

const FILES = /\.(js|css|woff2)$/;

/** A real Chromium with an empty profile that talks to this machine only. */
export async function startChromium(
  options: {
    /** As for users, for whoever measures loading; else the admin's files come by way of this program. */
    loadsFilesItself?: boolean;
    dark?: boolean;
    reducedMotion?: boolean;
    width?: number;
    height?: number;
    debugPort?: number;
  } = {},
): Promise<{
  context: BrowserContext;
  close(): Promise<void>;
}> {
  const profile = await mkdtemp(join(tmpdir(), 'sdp-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['SDP_TEST_BROWSER'] ?? '/usr/bin/chromium',
    headless: true,
    colorScheme: options.dark ? 'dark' : 'light',
    reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
    viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(options.debugPort ? [`--remote-debugging-port=${options.debugPort}`] : []),
    ],
  });
  if (!options.loadsFilesItself) await context.route(FILES, bringFile);
  return {
    context,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/**
 * Chromium drops what it loads when the host's network changes, which containers that come and go do all the time. A
 * script that it dropped once is missing for as long as the page is open.
 */
async function bringFile(route: Route): Promise<void> {
  try {
    await route.fulfill({ response: await route.fetch() });
  } catch {
    // Nobody is there to answer, or to get an answer any more.
    await route.abort().catch(() => undefined);
  }
}

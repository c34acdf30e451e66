import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';

/** A real Chromium with an empty profile that talks to this machine only. */
export async function startChromium(
  options: {
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
  return {
    context,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

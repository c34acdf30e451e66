import { startBaseline } from '../baseline.js';
import { Platform, type PlatformOptions, USERNAME } from '../platform.js';

/** A platform to be looked at: with a baseline, a switch, and one person, `dev`, who may see every page. */
export async function startPlatformToLookAt(
  options: Pick<PlatformOptions, 'names' | 'controlPlane'> = {},
): Promise<{ platform: Platform; baselineUrl: string; stop(): Promise<void> }> {
  const baseline = await startBaseline(await Platform.bridgeAddress());
  const platform = await Platform.start({
    repositories: ['orders', 'payments', 'api-gateway'],
    ...options,
    controlPlane: { SDP_OPS_USERS: `${USERNAME},ops`, ...options.controlPlane },
    switch: { baseline: baseline.url },
  }).catch((error: unknown) => {
    baseline.close();
    throw error;
  });
  return {
    platform,
    baselineUrl: baseline.url,
    stop: async () => {
      await platform.goGate.release();
      await platform.stop();
      baseline.close();
    },
  };
}

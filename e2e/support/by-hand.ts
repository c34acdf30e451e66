import { GATEWAY_SERVICE } from '@sdp/protocol';
import { type Platform } from './platform.js';

/** As a person would who has the engine at hand: a sandbox's gateway again, with other variables. */
export async function replaceByHand(
  platform: Platform,
  sandboxId: string,
  changes: Readonly<Record<string, string>>,
): Promise<void> {
  const filter = { 'sdp.sandbox': sandboxId, 'sdp.service': GATEWAY_SERVICE };
  const [container] = await platform.containers(filter);
  if (!container) throw new Error('no gateway runs in that sandbox');
  const handle = platform.docker.getContainer(container.Id);
  const { Config, HostConfig, Name, NetworkSettings } = await handle.inspect();
  const kept = Config.Env.filter((text) => !(text.split('=', 1)[0]! in changes));
  const changed = Object.entries(changes).map(([name, value]) => `${name}=${value}`);
  await handle.remove({ force: true });
  const [network = ''] = Object.keys(NetworkSettings.Networks);
  const copy = await platform.docker.createContainer({
    ...Config,
    Hostname: '',
    Env: [...kept, ...changed],
    HostConfig: { ...HostConfig, NetworkMode: network },
    name: Name.slice(1),
  });
  await copy.start();
}

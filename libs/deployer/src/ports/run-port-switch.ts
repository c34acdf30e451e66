import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, realpath, rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CONTROL_VERSION, createControlServer } from './control-api.js';
import { PortSwitchServer } from './port-switch-server.js';
import { type HostLock, tryLock } from '../process/host-lock.js';
import { PortTable } from './port-table.js';
import { switchPaths } from './switch-paths.js';

/**
 * The main function of the port switch's process: an agent's main.ts calls it with the arguments after
 * `port-switch`, which `PortSwitchClient` makes. Returns when the process listens, or at once when another one
 * serves this data folder already.
 */
export async function runPortSwitch(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: { 'data-dir': { type: 'string' }, bind: { type: 'string' } },
  });
  const dataDir = values['data-dir'];
  const bindAddress = values.bind;
  if (!dataDir || !bindAddress) throw new Error('usage: port-switch --data-dir <folder> --bind <address>');

  await mkdir(dataDir, { recursive: true });
  const lock = await takeLock(await realpath(dataDir));
  if (!lock) return;

  const { socket, table } = switchPaths(dataDir);
  const ports = new PortSwitchServer(new PortTable(table), bindAddress);
  await ports.restore();

  const status = { version: CONTROL_VERSION, bindAddress, pid: process.pid };
  const control = createControlServer(ports, status, async () => {
    ports.release();
    control.close();
    lock.release();
  });
  // Whoever holds the lock owns the path: what is there is left over from a process that was killed.
  await rm(socket, { force: true });
  control.listen(socket);
  await once(control, 'listening');
  await chmod(socket, 0o600);
}

/** Null when another one serves this data folder. */
function takeLock(dataDir: string): Promise<HostLock | null> {
  return tryLock(`port-switch-${createHash('sha256').update(dataDir).digest('hex').slice(0, 32)}`);
}

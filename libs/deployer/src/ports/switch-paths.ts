import { join } from 'node:path';

/** Files of the port switch in an agent's data folder. */
export function switchPaths(dataDir: string): { socket: string; table: string; log: string } {
  return {
    socket: join(dataDir, 'port-switch.sock'),
    table: join(dataDir, 'port-switch.json'),
    log: join(dataDir, 'port-switch.log'),
  };
}

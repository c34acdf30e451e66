import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { unknownVariables } from '@sdp/settings';
import { runAdminCommand } from './admin-cli/admin-command.js';
import { BackupError } from './backup/backup-error.js';
import { ConfigError } from './config/config.js';
import { readConfig } from './config/read-config.js';
import { UpgradeError } from './database/upgrade-database.js';
import { writeOpenApi } from './write-openapi.js';
import { createApp } from './create-app.js';

process.umask(0o077);

const [, , command, ...args] = process.argv;

try {
  if (command === 'admin') await runAdminCommand(args, process.env, console.log);
  else if (command === 'openapi') await writeOpenApi(args[0] ?? 'openapi.json');
  else await serve();
} catch (error) {
  console.error(reasonFor(error));
  process.exit(1);
}

async function serve(): Promise<void> {
  const config = readConfig(process.env);
  const app = await createApp(config);
  const logger = new Logger('Configuration');
  for (const sentence of unknownVariables(process.env)) logger.warn(sentence);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  await app.listen(config.port, config.host);
}

/** What the operator can put right is said in a sentence; for everything else the stack is of use. */
function reasonFor(error: unknown): unknown {
  if (error instanceof ConfigError || error instanceof UpgradeError || error instanceof BackupError)
    return error.message;
  const { code, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  if (code === 'EADDRINUSE')
    return `Another program listens on ${address}:${port}. Stop it, or set SDP_PORT.`;
  return error;
}

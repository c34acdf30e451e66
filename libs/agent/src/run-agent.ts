import { type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { unknownVariables } from '@sdp/settings';
import { Logger } from 'nestjs-pino';
import { AssignmentsService } from './assignments/assignments.service.js';

/** What is logged before the logger is there waits for it; errors are told below, once. */
const BOOT = { logger: false, bufferLogs: true, abortOnError: false } as const;

/**
 * Runs an agent until SIGTERM or SIGINT; with SIGUSR2 it ends its deployments first (an upgrade). Containers and the port switch go on without it. A start that fails says
 * why on standard error and ends the process with 1.
 */
export async function runAgent(module: Type): Promise<void> {
  try {
    const app = await NestFactory.createApplicationContext(module, BOOT);
    app.useLogger(app.get(Logger));
    for (const sentence of unknownVariables(process.env)) app.get(Logger).warn(sentence);
    app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
    process.once('SIGUSR2', async () => {
      await app.get(AssignmentsService).finishAll();
      process.kill(process.pid, 'SIGTERM');
    });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

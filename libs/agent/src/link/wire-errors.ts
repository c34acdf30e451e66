import { randomUUID } from 'node:crypto';
import { DeployError } from '@sdp/deployer';
import { type WireError } from '@sdp/protocol';
import { Logger } from '@nestjs/common';
import { isDiskFull } from '../storage/durable-file.js';

/** Any error as it may cross the wire. One that nobody foresaw is logged under an id, and only the id is told. */
export function toWireError(error: unknown, log: Logger): WireError {
  if (error instanceof DeployError) return error.toWire();
  if (isDiskFull(error)) return diskFull().toWire();

  const errorId = randomUUID();
  log.error({ err: error, errorId }, 'unforeseen error');
  return {
    code: 'platform-failure',
    message: `The agent failed unexpectedly. Its log has the reason under error id ${errorId}; tell the operators.`,
    details: { errorId },
    blame: 'platform',
    retryable: true,
  };
}

export function diskFull(): DeployError {
  return new DeployError(
    'disk-full',
    "The agent's disk is full: nothing more could be written. Ask the operators to make room on the agent's host, then deploy again.",
    'platform',
    true,
  );
}

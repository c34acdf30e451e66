import { randomUUID } from 'node:crypto';
import { DeployError, Masking } from '@sdp/deployer';
import { type WireError } from '@sdp/protocol';
import { Logger } from '@nestjs/common';
import { isDiskFull } from '../storage/durable-file.js';

/** Longer ones help nobody, and the control plane refuses much longer ones. */
const MAX_MESSAGE_CHARACTERS = 4000;

/**
 * Any error as it may cross the wire, without secrets. One that nobody foresaw is logged under an id, and only the
 * id is told.
 */
export function toWireError(error: unknown, log: Logger, masking = new Masking([])): WireError {
  if (error instanceof DeployError) return clipped(masking.error(error.toWire()));
  if (isDiskFull(error)) return diskFull().toWire();

  const errorId = randomUUID();
  const stack = masking.text(error instanceof Error ? (error.stack ?? error.message) : String(error));
  log.error({ errorId, stack }, 'unforeseen error');
  return {
    code: 'platform-failure',
    message: `The agent failed unexpectedly. Its log has the reason under error id ${errorId}; tell the operators.`,
    details: { errorId },
    blame: 'platform',
    retryable: true,
  };
}

function clipped(error: WireError): WireError {
  return { ...error, message: error.message.slice(0, MAX_MESSAGE_CHARACTERS) };
}

function diskFull(): DeployError {
  return new DeployError(
    'disk-full',
    "The agent's disk is full: nothing more could be written. Ask the operators to make room on the agent's host, then deploy again.",
    'platform',
    true,
  );
}

import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { type Logger } from '@nestjs/common';
import { inLogContext } from '@sdp/logging';
import { type NextFunction, type Request, type Response } from 'express';
import { type PeerAddress } from '../http/peer-address.js';

export const REQUEST_ID_HEADER = 'X-Request-Id';
const WELL_FORMED = /^[A-Za-z0-9._-]{8,64}$/;

/** A request that is over. */
export interface EndedRequest {
  method: string;
  path: string;
  /** Template of its route; null where none is served. */
  route: string | null;
  status: number;
  durationMs: number;
  isAborted: boolean;
}

/**
 * Gives every request an id, which comes back in its answer and is in every line about it. A trusted proxy may have
 * given it one already. Requests are logged by method and path; never with headers, cookies, queries or bodies.
 */
export function requestLog(
  peer: PeerAddress,
  logger: Pick<Logger, 'error' | 'debug'>,
  listen: (request: EndedRequest) => void,
) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const requestId = idOf(request, peer);
    response.setHeader(REQUEST_ID_HEADER, requestId);
    inLogContext({ requestId }, () => {
      const startedAt = performance.now();
      const tell = () => {
        const ended = endedRequest(request, response, performance.now() - startedAt);
        logger[levelOf(response)]({ ...ended }, 'request');
        listen(ended);
      };
      response.once('close', AsyncLocalStorage.bind(tell));
      next();
    });
  };
}

function idOf({ headers, socket }: Request, peer: PeerAddress): string {
  const given = headers['x-request-id'];
  const isBelieved = typeof given === 'string' && WELL_FORMED.test(given);
  return isBelieved && peer.isProxy(socket.remoteAddress) ? given : randomUUID();
}

function levelOf({ statusCode }: Response): 'error' | 'debug' {
  return statusCode === 500 ? 'error' : 'debug';
}

function endedRequest(request: Request, response: Response, durationMs: number): EndedRequest {
  const { method, originalUrl } = request;
  const { path: route } = (request.route ?? {}) as { path?: unknown };
  return {
    method,
    path: originalUrl.split('?')[0] ?? '',
    route: typeof route === 'string' ? route : null,
    status: response.statusCode,
    durationMs: Math.round(durationMs * 10) / 10,
    isAborted: !response.writableEnded,
  };
}

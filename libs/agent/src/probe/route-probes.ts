import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { BlockList, connect, isIP, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { Injectable } from '@nestjs/common';
import { type ProbeRoutesFrame, type RouteProbe } from '@sdp/protocol';
import { forbiddenAddresses } from './forbidden-addresses.js';

type Answer = Pick<RouteProbe, 'status' | 'problem'>;

const TIMEOUT_MS = 3_000;
const AT_ONCE = 16;
const FORBIDDEN = forbiddenAddresses();
const NOTHING_FORBIDDEN = new BlockList();

/** Looks from this host at where routes lead. Nothing of an answer but its status is read. */
@Injectable()
export class RouteProbes {
  /** In the order of the targets; one that cannot be reached is an answer, too. */
  async probe({ targets, trusted = [] }: ProbeRoutesFrame): Promise<RouteProbe[]> {
    const probes = new Array<RouteProbe>(targets.length);
    const isTrusted = new Set(trusted);
    const waiting = [...targets.entries()];
    const takeTurns = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [index, target] = next;
        probes[index] = await probeOf(target, isTrusted.has(target) ? NOTHING_FORBIDDEN : FORBIDDEN);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, takeTurns));
    return probes;
  }
}

async function probeOf(target: string, blockList: BlockList): Promise<RouteProbe> {
  const startedAt = performance.now();
  const { status, problem } = await ask(target, blockList);
  return {
    isReachable: status !== null,
    status,
    timeMs: Math.round(performance.now() - startedAt),
    problem,
    at: new Date().toISOString(),
  };
}

function ask(target: string, blockList: BlockList): Promise<Answer> {
  const url = URL.parse(target);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    return Promise.resolve({ status: null, problem: 'it is no http(s) address' });
  const request = url.protocol === 'https:' ? requestSecure : requestPlain;
  return new Promise((resolve) => {
    // One limit for all of it: a server that sends a byte now and then would never be idle.
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const call = request(url, { signal, createConnection: () => connected(url, blockList) });
    call.once('response', (response) => {
      resolve({ status: response.statusCode ?? null, problem: null });
      response.destroy();
    });
    call.on('error', (error) => resolve({ status: null, problem: wordsFor(error, signal) }));
    call.end();
  });
}

/** TLS goes over a socket of its own, since it does not hand block lists on. */
function connected({ protocol, hostname, port }: URL, blockList: BlockList): Socket {
  const host = hostname.replace(/^\[|\]$/g, '');
  const isSecure = protocol === 'https:';
  const socket = connect({ host, port: Number(port || (isSecure ? 443 : 80)), blockList });
  return isSecure ? connectSecurely({ socket, servername: isIP(host) ? '' : host }) : socket;
}

const WORDS: Record<string, string> = {
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'it closed the connection without an answer',
  EPIPE: 'it closed the connection without an answer',
  ERR_IP_BLOCKED: 'it leads to the host itself or to its link, where nothing is looked at',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ENOTFOUND: 'the name is unknown',
  EAI_AGAIN: 'the name cannot be looked up at the moment',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is from an authority that this host does not trust',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is from an authority that this host does not trust',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is from an authority that this host does not trust',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

function wordsFor({ code = '' }: NodeJS.ErrnoException, signal: AbortSignal): string {
  if (signal.aborted) return `no answer within ${TIMEOUT_MS / 1000} s`;
  if (code.startsWith('HPE_')) return 'what it answers is not HTTP';
  return WORDS[code] ?? `the connection failed (${code || 'unknown reason'})`;
}

import { request } from 'node:http';
import { connect } from 'node:net';
import { type ContainerEndpoint } from '../runtime/container-runtime.js';

/** What a probe saw, in words that continue "it …". */
export interface ProbeResult {
  isHealthy: boolean;
  seen: string;
}

const TIMEOUT_MS = 2_000;

/** Asks a container once whether it is ready: HTTP GET of its health path (2xx or 3xx), or else a TCP connection. */
export function probeHealth(
  address: string,
  { containerPort, healthPath }: ContainerEndpoint,
): Promise<ProbeResult> {
  return healthPath === undefined
    ? probeTcp(address, containerPort)
    : probeHttp(address, containerPort, healthPath);
}

function probeHttp(host: string, port: number, path: string): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const call = request({ host, port, path, agent: false });
    // Not the socket's own timeout: a service that sends a byte now and then would never meet it.
    const timer = setTimeout(() => call.destroy(timeoutError()), TIMEOUT_MS);
    call.once('close', () => clearTimeout(timer));
    call.once('response', (response) => {
      const status = response.statusCode ?? 0;
      response.destroy();
      resolve({
        isHealthy: status >= 200 && status < 400,
        seen: `answered GET ${path} on port ${port} with status ${status}`,
      });
    });
    call.on('error', (error) => resolve(unhealthy(port, error)));
    call.end();
  });
}

function probeTcp(host: string, port: number): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: TIMEOUT_MS });
    socket.once('connect', () => {
      socket.destroy();
      resolve({ isHealthy: true, seen: `accepted a connection on port ${port}` });
    });
    socket.once('timeout', () => socket.destroy(timeoutError()));
    socket.once('error', (error) => resolve(unhealthy(port, error)));
  });
}

function timeoutError(): Error {
  return Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' });
}

function unhealthy(port: number, { code, message }: NodeJS.ErrnoException): ProbeResult {
  const seen =
    code === 'ECONNREFUSED'
      ? `did not listen on port ${port}`
      : code === 'ETIMEDOUT'
        ? `did not answer on port ${port} within ${TIMEOUT_MS / 1000} s`
        : `failed on port ${port} (${code ?? message})`;
  return { isHealthy: false, seen };
}

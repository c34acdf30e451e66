import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

export interface LoadResult {
  requests: number;
  failures: string[];
  /** Of every answer, in milliseconds. */
  times: number[];
}

/**
 * So many GET requests a second, each at its own time whether those before have been answered or not; every second one
 * on a kept connection, the others on one of their own. Anything but a 200 with a whole body is a failure.
 */
export async function steadyLoad(
  url: string,
  headers: Record<string, string>,
  perSecond: number,
  isOver: (sent: number) => boolean,
): Promise<LoadResult> {
  const kept = new Agent({ keepAlive: true, maxSockets: 20 });
  const result: LoadResult = { requests: 0, failures: [], times: [] };
  const open = new Set<Promise<void>>();
  const started = performance.now();

  while (!isOver(result.requests)) {
    const due = started + (result.requests * 1_000) / perSecond;
    const wait = due - performance.now();
    if (wait > 1) await delay(wait);
    const agent = result.requests % 2 === 0 ? kept : false;
    result.requests += 1;
    const one = ask(url, headers, agent, result).finally(() => open.delete(one));
    open.add(one);
  }
  await Promise.all(open);
  kept.destroy();
  return result;
}

function ask(
  url: string,
  headers: Record<string, string>,
  agent: Agent | false,
  result: LoadResult,
): Promise<void> {
  const started = performance.now();
  return new Promise((resolve) => {
    const fail = (why: string) => {
      result.failures.push(`${agent ? 'kept' : 'own'} connection: ${why}`);
      resolve();
    };
    const sent = request(url, { headers, agent, timeout: 10_000 }, (response) => {
      response.resume();
      response.once('error', (error) => fail(error.message));
      response.once('end', () => {
        if (response.statusCode !== 200 || !response.complete) return fail(`status ${response.statusCode}`);
        result.times.push(performance.now() - started);
        resolve();
      });
    });
    sent.once('timeout', () => sent.destroy(new Error('no answer within 10 s')));
    sent.once('error', (error) => fail(error.message));
    sent.end();
  });
}

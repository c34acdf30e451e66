import { setTimeout as delay } from 'node:timers/promises';
import { type DeploymentView } from '@sdp/protocol';
import { ask } from '../e2e/support/ask.js';
import { startBaseline } from '../e2e/support/baseline.js';
import { Platform } from '../e2e/support/platform.js';
import { createShopEnvironment, createShopSandbox, deployAll } from '../e2e/support/shop.js';
import { heading, median, ms, quantile, row, verdict } from './figures.js';
import { steadyLoad, type LoadResult } from './steady-load.js';

const REQUESTS = 10_000;
const PER_SECOND = 200;
const PUSHES = 10;
const GATEWAY_REDEPLOYS = 3;
const SERVICE_REDEPLOYS = 5;
const SANDBOXES = 1_000;

/**
 * What a client of a sandbox notices while its routes are pushed, its gateway is deployed anew, and a microservice is:
 * requests that failed. And how soon a push is effective while there are a thousand sandboxes.
 */
export async function benchPushes(): Promise<void> {
  const baseline = await startBaseline(await Platform.bridgeAddress());
  const platform = await Platform.start({
    repositories: ['orders', 'api-gateway'],
    switch: { baseline: baseline.url },
  });
  try {
    const bench = await Bench.prepare(platform, baseline.url);
    await bench.failuresDuringPushes();
    await bench.failuresDuringServiceDeployments();
    await bench.effectiveWithManySandboxes();
  } finally {
    await platform.stop();
    baseline.close();
  }
}

class Bench {
  private isForced = false;

  private constructor(
    private readonly platform: Platform,
    private readonly sandboxId: string,
    private readonly environmentId: string,
  ) {}

  static async prepare(platform: Platform, baselineUrl: string): Promise<Bench> {
    const { id } = await createShopEnvironment(platform.api, baselineUrl);
    const sandbox = await createShopSandbox(platform.api, 'bench', id, {
      orders: 'main',
      'api-gateway': 'main',
    });
    await deployAll(platform.api, sandbox.id);
    return new Bench(platform, sandbox.id, id);
  }

  async failuresDuringPushes(): Promise<void> {
    heading(`${REQUESTS.toLocaleString('en')} requests at ${PER_SECOND}/s through the switch, meanwhile:`);
    let isDone = false;
    const load = this.load('/orders/orders', (sent) => isDone && sent >= REQUESTS);
    const took: number[] = [];
    for (let round = 0; round < PUSHES; round += 1) {
      took.push(await this.push());
      if (round % Math.floor(PUSHES / GATEWAY_REDEPLOYS) === 2)
        await this.platform.api.deployWell(this.sandboxId, 'api-gateway');
    }
    isDone = true;
    const result = await load;
    report(result, `${PUSHES} pushes and ${GATEWAY_REDEPLOYS} deployments of the gateway`);
    row('push, API call → the gateway answers with it, median', ms(median(took)), `of ${took.length}`);
  }

  async failuresDuringServiceDeployments(): Promise<void> {
    heading(`${PER_SECOND} requests/s to a microservice at its address, while it is deployed anew`);
    const { url } = await this.platform.api.instance(this.sandboxId, 'orders');
    let isDone = false;
    const load = steadyLoad(`${url}/orders`, {}, PER_SECOND, () => isDone);
    for (let round = 0; round < SERVICE_REDEPLOYS; round += 1)
      await this.platform.api.deployWell(this.sandboxId, 'orders');
    isDone = true;
    report(await load, `${SERVICE_REDEPLOYS} deployments of orders`);
  }

  async effectiveWithManySandboxes(): Promise<void> {
    heading(`A push while there are ${SANDBOXES.toLocaleString('en')} sandboxes`);
    for (let index = 0; index < SANDBOXES; index += 1)
      await this.platform.api.createSandbox({ name: `other-${index}`, environmentId: this.environmentId });
    const took: number[] = [];
    for (let round = 0; round < 5; round += 1) took.push(await this.push());
    row('API call → the gateway answers with it, median', ms(median(took)), `of ${took.length}`);
    verdict('effective in under 1 s', median(took) < 1_000);
  }

  /** Turns one route over, pushes it, and asks through the switch until it is there. Milliseconds. */
  private async push(): Promise<number> {
    const { api } = this.platform;
    this.isForced = !this.isForced;
    const path = `/sandboxes/${this.sandboxId}/routes/overrides/orders`;
    if (this.isForced) await api.request('PUT', path, { kind: 'baseline' });
    else await api.request('DELETE', path);

    const started = performance.now();
    const { id } = await api.post<DeploymentView>(`/sandboxes/${this.sandboxId}/routes/push`);
    const wanted = this.isForced ? 'baseline' : 'sandbox';
    while ((await this.ask('/orders/orders')) !== wanted) await delay(5);
    const took = performance.now() - started;
    const { state, error } = await api.waitForEnd(id);
    if (state !== 'succeeded') throw new Error(`a push ended ${state}: ${error?.message}`);
    return took;
  }

  private async ask(path: string): Promise<string | undefined> {
    return (await ask(`${this.platform.switchUrl}${path}`, { 'x-sandbox': 'bench' })).json?.from;
  }

  private load(path: string, isOver: (sent: number) => boolean): Promise<LoadResult> {
    return steadyLoad(`${this.platform.switchUrl}${path}`, { 'x-sandbox': 'bench' }, PER_SECOND, isOver);
  }
}

function report({ requests, failures, times }: LoadResult, what: string): void {
  row('requests', requests.toLocaleString('en'), what);
  row('answer, median', ms(median(times)), `p99 ${ms(quantile(times, 0.99))}`);
  for (const failure of new Set(failures)) console.log(`  ${failure}`);
  row('failed', String(failures.length));
  verdict('no request failed', failures.length === 0);
}

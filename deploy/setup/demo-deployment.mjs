import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_CALLS, DEMO_USER, demoSandbox } from '../demo/demo.mjs';
import { SetupError } from './setup-error.mjs';
import { dim, say } from './terminal.mjs';

const DEPLOY_DEADLINE_MS = 600_000;
const RUNNING_DEADLINE_MS = 60_000;
const ANSWER_DEADLINE_MS = 30_000;
const GATEWAY = 'api-gateway';

/** Deploys the demo's sandbox the first time, and finds it running every other time. */
export class DemoDeployment {
  /**
   * @param {import('./control-plane-client.mjs').ControlPlaneClient} client
   * @param {import('./supervisor.mjs').Supervisor} supervisor
   * @param {string} home
   */
  constructor(client, supervisor, home) {
    this.client = client;
    this.supervisor = supervisor;
    this.marker = join(home, 'demo', 'sandbox');
  }

  /**
   * Makes sure that the sandbox runs; null when somebody removed it since.
   *
   * @param {string} password
   * @param {string} baselineUrl
   * @returns {Promise<import('./control-plane-client.mjs').SandboxView | null>}
   */
  async ensure(password, baselineUrl) {
    await this.client.signIn(DEMO_USER, password);
    const id = await this.findOrCreate(baselineUrl);
    if (id === null) return null;

    await this.deployWhatIsMissing(id);
    return this.untilRunning(id);
  }

  /**
   * The calls with the answers that the sandbox's gateway gives to them now; none when it has no gateway any more.
   *
   * @param {import('./control-plane-client.mjs').SandboxView} sandbox
   */
  async answers(sandbox) {
    const gateway = sandbox.services.find(({ name }) => name === GATEWAY);
    if (!gateway) return [];
    return Promise.all(
      DEMO_CALLS.map(async ({ path, says }) => {
        const url = `${gateway.url}${path}`;
        return { url, says, answer: await this.answerOf(url) };
      }),
    );
  }

  /** @param {string} url */
  async answerOf(url) {
    let text = '';
    const isGood = async () => {
      const response = await fetch(url, {
        signal: AbortSignal.timeout(5_000),
      });
      text = (await response.text()).trim();
      return response.ok;
    };
    await this.supervisor.until(`${url} answers`, ANSWER_DEADLINE_MS, isGood).catch((error) => {
      if (text === '') throw error;
    });
    return text;
  }

  /** @param {string} baselineUrl */
  async findOrCreate(baselineUrl) {
    const { services, ...wanted } = demoSandbox(baselineUrl);
    const known = await this.client.sandboxes();
    const existing = known.find(({ name, isDeleting }) => name === wanted.name && !isDeleting);
    if (!existing && existsSync(this.marker)) return null;

    const { id } = existing ?? (await this.client.createSandbox(wanted));
    const present = existing?.services.map(({ name }) => name) ?? [];
    if (!this.isOwn(id) && present.length === 0) {
      for (const service of services) await this.client.addService(id, service);
    }
    writeFileSync(this.marker, id);
    return id;
  }

  /** Services are only added once: what a person removes stays removed. @param {string} id */
  isOwn(id) {
    return existsSync(this.marker) && readFileSync(this.marker, 'utf8') === id;
  }

  /** @param {string} id */
  async deployWhatIsMissing(id) {
    const { services } = await this.client.sandbox(id);
    const missing = services.filter(({ running, desired }) => running === null && desired !== 'stopped');
    for (const { name, branch, latestDeployment } of missing) {
      const isUnderWay = latestDeployment !== null && latestDeployment.finishedAt === null;
      const deployment = isUnderWay ? latestDeployment : await this.client.deploy(id, name);
      say(dim(`  ${name} from ${branch}`));
      await this.untilSucceeded(deployment.id, name);
    }
  }

  /** @param {string} id @param {string} service */
  async untilSucceeded(id, service) {
    const deployment = await this.supervisor.until(`${service} is deployed`, DEPLOY_DEADLINE_MS, async () => {
      const current = await this.client.deployment(id);
      return current.finishedAt !== null && current;
    });
    if (deployment.state === 'succeeded') return;
    throw new SetupError(
      `The demo's ${service} ended ${deployment.state}: ${deployment.error?.message ?? 'without a reason'}\n` +
        `Its log: ${this.client.url}/api/deployments/${id}/log`,
    );
  }

  /** @param {string} id */
  untilRunning(id) {
    return this.supervisor.until('The services of the demo run', RUNNING_DEADLINE_MS, async () => {
      const sandbox = await this.client.sandbox(id);
      const wanted = sandbox.services.filter(({ desired }) => desired === 'running');
      return wanted.every(({ observed }) => observed === 'running') && sandbox;
    });
  }
}

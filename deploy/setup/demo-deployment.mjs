import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DEMO_CALLS,
  DEMO_CLONE,
  DEMO_OPS,
  DEMO_QA,
  DEMO_SANDBOX,
  DEMO_TEMPLATE,
  DEMO_USER,
  demoEnvironments,
} from '../demo/demo.mjs';
import { SetupError } from './setup-error.mjs';
import { dim, say } from './terminal.mjs';

const DEPLOY_DEADLINE_MS = 600_000;
const RUNNING_DEADLINE_MS = 60_000;
const ANSWER_DEADLINE_MS = 30_000;

/** @typedef {{ sandbox: string | null, url: string, says: string, answer: string }} Call */

/** Furnishes the demo the first time, and finds it running every other time. */
export class DemoDeployment {
  /**
   * @param {import('./control-plane-client.mjs').ControlPlaneClient} client
   * @param {import('./supervisor.mjs').Supervisor} supervisor
   * @param {string} home
   */
  constructor(client, supervisor, home) {
    this.client = client;
    this.supervisor = supervisor;
    this.marker = join(home, 'demo', 'furnished');
  }

  /**
   * Makes sure that what is left of the demo runs: what a person removes stays removed.
   *
   * @param {string} password
   * @param {string} baselineUrl
   */
  async ensure(password, baselineUrl) {
    await this.giveRoles(password);
    await this.client.signIn(DEMO_USER, password);
    if (!existsSync(this.marker)) {
      await this.furnish(password, baselineUrl);
      writeFileSync(this.marker, '');
    }
    await this.client.signIn(DEMO_USER, password);
    for (const { id, name, isDeleting, isStopped } of await this.client.sandboxes()) {
      const isOwn = name === DEMO_SANDBOX.name || name === DEMO_CLONE.name;
      if (isOwn && !isDeleting && !isStopped) await this.untilRunning(id, name);
    }
  }

  /**
   * The calls with what the sandbox switch answers to them now; without those to sandboxes that were removed.
   *
   * @param {string} switchUrl
   * @returns {Promise<Call[]>}
   */
  async answers(switchUrl) {
    const names = new Set((await this.client.sandboxes()).map(({ name }) => name));
    const calls = DEMO_CALLS.filter(({ sandbox }) => sandbox === null || names.has(sandbox));
    return Promise.all(
      calls.map(async ({ sandbox, path, says }) => {
        const url = `${switchUrl}${path}`;
        return { sandbox, url, says, answer: await this.answerOf(url, sandbox) };
      }),
    );
  }

  /** Everybody exists once they have signed in. @param {string} password */
  async giveRoles(password) {
    await this.client.signIn(DEMO_QA, password);
    await this.client.signIn(DEMO_OPS, password);
    await this.client.call('PATCH', `/users/${DEMO_QA}`, { role: 'qa' });
  }

  /** @param {string} password @param {string} baselineUrl */
  async furnish(password, baselineUrl) {
    const environments = await this.ensureAll('/environments', demoEnvironments(baselineUrl));
    const { environment, services, ...wanted } = DEMO_SANDBOX;
    const environmentId = environments.get(environment);
    const request = { ...wanted, environmentId };
    const sandbox = await this.ensureOne('/sandboxes', request);
    const { services: present } = await this.client.sandbox(sandbox);
    if (present.length === 0) for (const service of services) await this.client.addService(sandbox, service);
    await this.deployAll(sandbox, DEMO_SANDBOX.name);

    const template = await this.ensureOne('/templates', DEMO_TEMPLATE);
    await this.client.signIn(DEMO_QA, password);
    const known = (await this.client.sandboxes()).find(({ name }) => name === DEMO_CLONE.name);
    const clone =
      known?.id ?? (await this.client.call('POST', `/templates/${template}/clone`, DEMO_CLONE)).sandbox.id;
    await this.deployAll(clone, DEMO_CLONE.name);
  }

  /**
   * @param {string} path
   * @param {{ name: string }[]} wanted
   * @returns {Promise<Map<string, string>>} ids by name
   */
  async ensureAll(path, wanted) {
    const ids = new Map();
    for (const one of wanted) ids.set(one.name, await this.ensureOne(path, one));
    return ids;
  }

  /** Makes it unless an interrupted start has. @param {string} path @param {{ name: string } & object} wanted */
  async ensureOne(path, wanted) {
    const known = (await this.client.call('GET', path)).find(
      (/** @type {{ name: string }} */ { name }) => name === wanted.name,
    );
    return (known ?? (await this.client.call('POST', path, wanted))).id;
  }

  /** @param {string} id @param {string} name */
  async deployAll(id, name) {
    say(dim(`  deploying ${name}`));
    const { id: group } = await this.client.call('POST', `/sandboxes/${id}/deployments`, {});
    /** @type {import('@sdp/protocol').DeploymentGroupView} */
    const ended = await this.supervisor.until(`${name} is deployed`, DEPLOY_DEADLINE_MS, async () => {
      const current = await this.client.call('GET', `/deployment-groups/${group}`);
      return current.finishedAt !== null && current;
    });
    if (ended.state === 'succeeded') return;
    const failed = ended.deployments.find(({ state }) => state !== 'succeeded');
    const { error } = await this.client.deployment(failed?.id ?? '');
    throw new SetupError(
      `${failed?.service} of the sandbox ${name} ended ${failed?.state}: ${error?.message ?? 'without a reason'}\n` +
        `Its log: ${this.client.url}/api/deployments/${failed?.id}/log`,
    );
  }

  /** @param {string} id @param {string} name */
  untilRunning(id, name) {
    return this.supervisor.until(`The services of ${name} run`, RUNNING_DEADLINE_MS, async () => {
      const { services } = await this.client.sandbox(id);
      const wanted = services.filter(({ desired, running }) => desired === 'running' && running !== null);
      return wanted.every(({ observed }) => observed === 'running');
    });
  }

  /** @param {string} url @param {string | null} sandbox */
  async answerOf(url, sandbox) {
    let text = '';
    const isGood = async () => {
      const response = await fetch(url, {
        headers: sandbox === null ? {} : { 'x-sandbox': sandbox },
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
}

import { rm } from 'node:fs/promises';
import { type AddressInfo } from 'node:net';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type DestinationStream } from 'pino';
import { type Clock } from '../src/clock/clock.js';
import { Config } from '../src/config/config.js';
import { createApp } from '../src/create-app.js';
import { freshDataDir } from './fresh-data-dir.js';
import { FakeAgent, type FakeAgentOptions } from './fake-agent.js';
import { FakeBrowser } from './fake-browser.js';

/** Generous: the machine may be busy with other suites. A condition that holds ends the waiting at once. */
jest.setTimeout(30_000);

export const ORIGIN = 'http://sdp.test';
export const TOKENS: Readonly<Record<string, string>> = {
  'micro-1': 'm1-0123456789abcdefghijklmnopqrstuv',
  'micro-2': 'm2-0123456789abcdefghijklmnopqrstuv',
  'gateway-1': 'g1-0123456789abcdefghijklmnopqrstuv',
};

export interface Options {
  dataDir?: string;
  config?: Partial<Config>;
  clock?: Clock;
  log?: DestinationStream;
}

/** The real application on a real SQLite file and a real port; only agents and browsers are played. */
export class ControlPlane {
  private readonly clients: { close(): void | Promise<void> }[] = [];

  private constructor(
    readonly app: NestExpressApplication,
    readonly dataDir: string,
    readonly url: string,
    private readonly options: Options,
  ) {}

  static async start(options: Options = {}): Promise<ControlPlane> {
    const dataDir = options.dataDir ?? (await freshDataDir());
    const app = await createApp(aConfig({ dataDir, ...options.config }), options.clock, options.log);
    try {
      await app.listen(0, '127.0.0.1');
    } catch (error) {
      await app.close();
      throw error;
    }
    const { port } = app.getHttpServer().address() as AddressInfo;
    return new ControlPlane(app, dataDir, `http://127.0.0.1:${port}`, options);
  }

  /** As after a crash or an update: the same files, a new process' memory. */
  async restart(): Promise<ControlPlane> {
    await this.close();
    return ControlPlane.start({ ...this.options, dataDir: this.dataDir });
  }

  async agent(options: Partial<FakeAgentOptions> = {}): Promise<FakeAgent> {
    const name = options.name ?? 'micro-1';
    const agent = new FakeAgent(this.url, { name, token: TOKENS[name] ?? '', ...options });
    this.clients.push(agent);
    await agent.connect();
    return agent;
  }

  /** Somebody signed in; an agent has to be connected. */
  async browser(username = 'ada', password = 'analytical engine'): Promise<FakeBrowser> {
    const browser = this.visitor();
    await browser.signIn(username, password);
    return browser;
  }

  /** Somebody of QA. */
  async qaPerson(username = 'quinn'): Promise<FakeBrowser> {
    const [person, ops] = [await this.browser(username), await this.browser('olga')];
    await ops.call('PATCH', `/api/users/${username}`, { role: 'qa' });
    return person;
  }

  /** Something that brings a token: no cookie, no origin. */
  program(token: string): FakeBrowser {
    return Object.assign(this.visitor(), { token });
  }

  visitor(): FakeBrowser {
    const browser = new FakeBrowser(this.url, ORIGIN);
    this.clients.push(browser);
    return browser;
  }

  async close(): Promise<void> {
    for (const client of this.clients) await client.close();
    await this.app.close();
  }

  async destroy(): Promise<void> {
    await this.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

export function aConfig(values: Partial<Config> & { dataDir: string }): Config {
  return new Config({
    host: '127.0.0.1',
    port: 0,
    publicOrigins: [ORIGIN],
    agents: Object.entries(TOKENS).map(([name, token]) => ({
      name,
      kind: name.startsWith('gateway') ? 'gateway' : 'micro',
      token,
    })),
    adminDir: null,
    sessionHours: 12,
    tokenMaxDays: 90,
    heartbeatMs: 2_000,
    leaseMs: 30_000,
    deploymentDeadlineMs: 900_000,
    isCookieSecure: false,
    logLevel: 'silent',
    release: '',
    minFreeDiskBytes: 0,
    retention: { days: 0, perService: 0, logShare: 0 },
    metricsToken: null,
    metricsAllow: [],
    opsUsers: ['olga'],
    masterKey: '8f1d0c7be2954a36d07f3be8a1c4592e6b0d83fa71c25e4908bd6f1a3c7e5d20',
    previousMasterKey: null,
    sandboxTtlHours: 168,
    expiryWarningHours: 24,
    routeAllow: [],
    trustedProxies: [],
    publicUrl: ORIGIN,
    bitbucket: null,
    ...values,
  });
}

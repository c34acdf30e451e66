import { copyFile, mkdir, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger, type OnModuleDestroy } from '@nestjs/common';
import { type SwitchFrame, type SwitchView } from '@sdp/protocol';
import { Serial } from '../assignments/serial.js';
import { type SwitchSettings } from '../config/switch-settings.js';
import { NginxInstallation } from './nginx-installation.js';
import { NginxProcesses } from './nginx-processes.js';
import { NginxServer } from './nginx-server.js';
import { SandboxSwitch } from './sandbox-switch.js';
import { SandboxTable } from './sandbox-table.js';
import { type Configuration, INSTALLED, SwitchConfiguration } from './switch-configuration.js';
import { SwitchRefused } from './switch-refused.js';

export interface NginxSwitchOptions {
  settings: SwitchSettings;
  /** Absolute path; everything of the switch is in its folder `switch`. */
  dataDir: string;
  /** Where the files of nginx/switch are. */
  templates: string;
  /** Where the gateways of this host listen, as the port switch is told. */
  bindAddress: string;
}

const ROUND_MS = 5_000;
const MAX_LOG_BYTES = 10 * 1024 * 1024;

/**
 * The sandbox switch, made of an nginx of the agent's own. A configuration replaces the one in use only after nginx
 * has accepted it, and is taken back when it does not come to serve.
 */
export class NginxSwitch extends SandboxSwitch implements OnModuleDestroy {
  private readonly log = new Logger(NginxSwitch.name);
  private readonly serial = new Serial();
  private readonly folder: string;
  private readonly nginx: NginxInstallation;
  private readonly server: NginxServer;
  private readonly configuration: SwitchConfiguration;
  private readonly table: SandboxTable;
  private problem: string | null = null;
  private rounds?: NodeJS.Timeout;

  constructor(private readonly options: NginxSwitchOptions) {
    super();
    const { settings, dataDir, templates, bindAddress } = options;
    const at = (...parts: string[]) => join(dataDir, 'switch', ...parts);
    this.folder = at();
    this.nginx = new NginxInstallation(settings);
    this.server = new NginxServer(at(), settings.listen, this.nginx, new NginxProcesses(at()));
    this.configuration = new SwitchConfiguration(at(), templates, settings);
    this.table = new SandboxTable(at('sandboxes'), at('tmp'), reachable(bindAddress));
  }

  async begin(): Promise<void> {
    await this.round();
    this.rounds = setInterval(() => void this.round(), ROUND_MS);
  }

  /** nginx goes on without the agent. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.rounds);
    await this.serial.run(async () => undefined);
  }

  view(): SwitchView {
    const { url, domain } = this.options.settings;
    return { url, domain, problem: this.problem };
  }

  async set({ sandboxes }: SwitchFrame): Promise<void> {
    await this.table.replace(sandboxes);
    if (!(await this.server.isAlive())) await this.putInOrder();
  }

  assertInOrder(): Promise<void> {
    return this.putInOrder();
  }

  /** Looks after it: nginx may have died, a site's directives may have changed, what was missing may be there now. */
  private async round(): Promise<void> {
    await this.putInOrder().catch(() => undefined); // told in the log and in the view
    await this.shortenLog().catch(() => undefined); // next time
  }

  /** One at a time. Throws `switch-refused`; what served before still does then. */
  private putInOrder(): Promise<void> {
    return this.serial.run(async () => {
      try {
        await this.settle();
        await this.server.test(INSTALLED); // what it was made of may be broken since, and would fail the next start
        this.tell(null);
      } catch (error) {
        const refusal = error instanceof SwitchRefused ? error : new SwitchRefused((error as Error).message);
        this.tell(refusal.words);
        throw refusal;
      }
    });
  }

  private async settle(): Promise<void> {
    for (const folder of ['extra', 'sandboxes', 'tmp'])
      await mkdir(join(this.folder, folder), { recursive: true });
    const before = await this.configuration.installed();
    const candidate = await this.configuration.candidate(await this.nginx.jsModule());
    const isInstalled = before?.revision === candidate.revision;
    if (isInstalled && (await this.server.serves(candidate.revision))) return;
    await this.replace(before, candidate);
  }

  private async replace(before: Configuration | null, candidate: Configuration): Promise<void> {
    const hasDied = before !== null && !(await this.server.isAlive());
    try {
      await this.server.test(candidate.file);
      await this.configuration.install(candidate);
      await this.server.load(candidate.revision);
    } catch (error) {
      if (before && before.revision !== candidate.revision) await this.goBack(before);
      throw error;
    }
    await this.configuration.keepOnly([candidate]);
    this.log.log(hasDied ? 'nginx was not running and is started again' : 'nginx serves the sandbox switch');
  }

  private async goBack(before: Configuration): Promise<void> {
    await this.configuration.install(before);
    if (await this.server.isAlive()) return;
    await this.server.load(before.revision).catch(() => undefined); // the first reason counts
  }

  private tell(problem: string | null): void {
    if (problem === this.problem) return;
    if (problem !== null) this.log.error(`the sandbox switch is out of order: ${problem}`);
    else this.log.log('the sandbox switch is in order again');
    this.problem = problem;
  }

  /** nginx appends, so that the file can be emptied under it. The part before is kept once. */
  private async shortenLog(): Promise<void> {
    const log = join(this.folder, 'error.log');
    if ((await stat(log)).size <= MAX_LOG_BYTES) return;
    await copyFile(log, `${log}.1`);
    await truncate(log);
  }
}

/** An address that can be called, as an URL writes it. */
function reachable(bindAddress: string): string {
  if (bindAddress === '0.0.0.0') return '127.0.0.1';
  if (bindAddress === '::') return '[::1]';
  return bindAddress.includes(':') ? `[${bindAddress}]` : bindAddress;
}

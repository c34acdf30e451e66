import { request } from 'node:http';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { type SwitchSettings } from '../config/switch-settings.js';
import { type NginxAnswer, type NginxInstallation } from './nginx-installation.js';
import { type NginxProcesses } from './nginx-processes.js';
import { nginxWords } from './nginx-words.js';
import { INSTALLED } from './switch-configuration.js';
import { SwitchRefused } from './switch-refused.js';

const LOAD_TIMEOUT_MS = 5_000;
const ASK_TIMEOUT_MS = 1_000;
const POLL_MS = 20;
const ERROR_LOG = 'error.log';
const REVISION_PATH = '/.sandbox/.revision';
const ANY_ADDRESS: Record<string, string> = { '0.0.0.0': '127.0.0.1', '[::]': '[::1]' };

/** The switch's own nginx: tested, started, reloaded. It outlives the agent, and is found again by its pid file. */
export class NginxServer {
  constructor(
    private readonly folder: string,
    private readonly listen: SwitchSettings['listen'],
    private readonly nginx: NginxInstallation,
    private readonly processes: NginxProcesses,
  ) {}

  async isAlive(): Promise<boolean> {
    return (await this.processes.master()) !== null;
  }

  /** Throws `switch-refused` with nginx's words. */
  async test(file: string): Promise<void> {
    this.insist(await this.nginx.run(this.folder, [...this.where('stderr', file), '-t', '-q']));
  }

  /** Makes nginx serve what is installed: started, or reloaded when it runs. Throws `switch-refused`. */
  async load(revision: string): Promise<void> {
    const master = await this.processes.master();
    const logged = await stat(join(this.folder, ERROR_LOG)).catch(() => ({ size: 0 }));
    if (master === null) await this.start();
    else process.kill(master, 'SIGHUP');
    if (!(await this.comesToServe(revision))) throw await this.complaint(logged.size);
  }

  /** Whether this very configuration answers at the address. */
  async serves(revision: string): Promise<boolean> {
    return (await this.isAlive()) && (await this.askRevision()) === revision;
  }

  /**
   * Returns when nginx listens. It keeps nothing of the agent's: its own process group, its own folder, its own logs,
   * and workers without root's rights even under an agent that has them.
   */
  private async start(): Promise<void> {
    for (const orphan of await this.processes.orphans()) process.kill(orphan, 'SIGQUIT');
    this.insist(await this.nginx.launch(this.folder, this.where(ERROR_LOG, INSTALLED)));
  }

  private where(errorLog: string, file: string): string[] {
    return ['-p', `${this.folder}/`, '-e', errorLog, '-c', file];
  }

  private insist({ isOk, lines }: NginxAnswer): void {
    if (!isOk) throw new SwitchRefused(nginxWords(lines, this.folder));
  }

  private async comesToServe(revision: string): Promise<boolean> {
    const deadline = performance.now() + LOAD_TIMEOUT_MS;
    while ((await this.askRevision()) !== revision) {
      if (performance.now() > deadline) return false;
      await pause(POLL_MS);
    }
    return true;
  }

  /** What nginx has logged since the log had that size. */
  private async complaint(size: number): Promise<SwitchRefused> {
    const log = await open(join(this.folder, ERROR_LOG), 'r');
    try {
      const lines = await text(log.createReadStream({ start: size, autoClose: false }));
      return new SwitchRefused(
        lines === ''
          ? `nginx does not answer at ${this.listen.host}:${this.listen.port}`
          : nginxWords(lines.split('\n'), this.folder),
      );
    } finally {
      await log.close();
    }
  }

  /** Null when nobody answers within a second. */
  private askRevision(): Promise<string | null> {
    const { host, port } = this.listen;
    const url = `http://${ANY_ADDRESS[host] ?? host}:${port}${REVISION_PATH}`;
    return new Promise((resolve) => {
      const call = request(url, { agent: false, signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
      call.once('response', (response) => text(response).then(resolve, () => resolve(null)));
      call.once('error', () => resolve(null));
      call.end();
    });
  }
}

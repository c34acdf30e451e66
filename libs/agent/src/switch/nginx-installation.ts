import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { childPath, DeployError, type KeptRights, runCommand, withoutAgentRights } from '@sdp/deployer';
import { type SwitchSettings } from '../config/switch-settings.js';
import { SwitchRefused } from './switch-refused.js';

const JS_MODULE = 'ngx_http_js_module.so';
/** Of Debian and Ubuntu; of Red Hat; where distributions link to. */
const USUAL_FOLDERS = ['/usr/lib/nginx/modules', '/usr/lib64/nginx/modules', '/usr/share/nginx/modules'];
const TIMEOUT_MS = 15_000;
/** Ports below are root's, unless one has the capability. */
const FIRST_FREE_PORT = 1024;

export interface NginxAnswer {
  isOk: boolean;
  lines: string[];
}

/** nginx as it is installed on this host. */
export class NginxInstallation {
  constructor(private readonly settings: Pick<SwitchSettings, 'nginx' | 'modules' | 'listen'>) {}

  /** Path of nginx's JavaScript module. Throws `switch-refused` naming the package that is missing. */
  async jsModule(): Promise<string> {
    const { modules } = this.settings;
    const folders = modules === null ? [...(await this.builtInFolders()), ...USUAL_FOLDERS] : [modules];
    for (const folder of folders) {
      const path = join(folder, JS_MODULE);
      if (await exists(path)) return path;
    }
    throw new SwitchRefused(
      `nginx's JavaScript module ${JS_MODULE} is not in ${[...new Set(folders)].join(', ')}. Install it (package libnginx-mod-http-js on Debian and Ubuntu, nginx-module-njs from nginx.org), or set SDP_NGINX_MODULES to its folder.`,
    );
  }

  /** Runs nginx in a folder until it ends, without anything of the agent's environment. */
  async run(folder: string, args: readonly string[]): Promise<NginxAnswer> {
    const lines: string[] = [];
    const { exitCode } = await runCommand(
      { program: this.settings.nginx, args, cwd: folder, env: { PATH: childPath }, rights: this.rights },
      { purpose: 'nginx', timeoutMs: TIMEOUT_MS, onLine: (_, text) => lines.push(text) },
    ).catch((error: unknown) => {
      throw isMissingProgram(error) ? this.missing() : error;
    });
    return { isOk: exitCode === 0, lines };
  }

  /**
   * Starts nginx in a folder: it tests, listens and leaves a daemon behind. Answers once the daemon is on its own.
   * Not by `run`, which ends whatever the program leaves behind.
   */
  async launch(folder: string, args: readonly string[]): Promise<NginxAnswer> {
    const started = await withoutAgentRights({ program: this.settings.nginx, args }, this.rights, childPath);
    const child = spawn(started.program, started.args, {
      cwd: folder,
      env: { PATH: childPath },
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    const [exitCode] = await once(child, 'close').catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? this.missing() : error;
    });
    return { isOk: exitCode === 0, lines: output.split('\n') };
  }

  /** What is asked of nginx comes from strangers. */
  private get rights(): KeptRights {
    return this.settings.listen.port < FIRST_FREE_PORT ? ['net_bind_service'] : [];
  }

  private async builtInFolders(): Promise<string[]> {
    const { lines } = await this.run('/', ['-V']);
    const folder = /--modules-path=(\S+)/.exec(lines.join('\n'))?.[1];
    return folder === undefined ? [] : [folder];
  }

  private missing(): SwitchRefused {
    return new SwitchRefused(
      `there is no program "${this.settings.nginx}" on this host. Install it (package nginx), or set SDP_NGINX to its path.`,
    );
  }
}

function isMissingProgram(error: unknown): boolean {
  return error instanceof DeployError && error.code === 'toolchain-missing';
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

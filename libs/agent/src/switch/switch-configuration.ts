import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type SwitchSettings } from '../config/switch-settings.js';
import { isMissing } from '../storage/durable-file.js';
import { SwitchRefused } from './switch-refused.js';

/** A whole configuration of nginx, written but not in use. */
export interface Configuration {
  /** Fingerprint of everything it is made of; the running nginx tells it. */
  revision: string;
  /** Its main file, relative to the switch's folder. */
  file: string;
}

const MAIN = 'nginx.conf';
const IN_USE = 'conf';
/** The main file of the configuration in use, relative to the switch's folder. */
export const INSTALLED = `${IN_USE}/${MAIN}`;
/** Nothing that ends a text, a directive or a block of nginx, or starts a variable. */
const SAFE = /^[^\s"'\\$;{}]*$/;

/**
 * nginx's configuration on disk: a folder `conf-<revision>` for each, and the link `conf` to the one in use, which
 * is replaced by rename. What sites add lies in `extra/` and belongs to every one.
 */
export class SwitchConfiguration {
  constructor(
    private readonly folder: string,
    /** Where nginx/switch of this repository, or its copy, is. */
    private readonly templates: string,
    private readonly settings: SwitchSettings,
  ) {}

  /** Writes what the settings ask for beside the one in use. Throws `switch-refused` for a value that is not safe. */
  async candidate(jsModule: string): Promise<Configuration> {
    const files = await this.read(this.templates);
    const extra = await this.read(join(this.folder, 'extra'));
    const values = { ...valuesOf(this.settings), jsModule: safe(jsModule) };
    const revision = fingerprint([files, extra, values]);
    const rendered = new Map(files).set(MAIN, fill(files.get(MAIN) ?? '', { ...values, revision }));

    const name = `${IN_USE}-${revision}`;
    if (!(await this.holds(name, rendered))) await this.write(name, rendered);
    return { revision, file: `${name}/${MAIN}` };
  }

  /** The one in use; null before the first. */
  async installed(): Promise<Configuration | null> {
    const name = await readlink(join(this.folder, IN_USE)).catch(nullIfMissing);
    return name === null ? null : { revision: name.slice(`${IN_USE}-`.length), file: `${name}/${MAIN}` };
  }

  async install({ revision }: Configuration): Promise<void> {
    const beside = join(this.folder, `${IN_USE}.new`);
    await rm(beside, { force: true });
    await symlink(`${IN_USE}-${revision}`, beside);
    await rename(beside, join(this.folder, IN_USE));
  }

  /** Removes all but these. */
  async keepOnly(kept: readonly Configuration[]): Promise<void> {
    const names = new Set(kept.map(({ revision }) => `${IN_USE}-${revision}`));
    const folders = (await readdir(this.folder)).filter((name) => name.startsWith(`${IN_USE}-`));
    for (const name of folders.filter((name) => !names.has(name)))
      await rm(join(this.folder, name), { recursive: true, force: true });
  }

  /** Whether the folder still holds exactly what was written: somebody may have edited it. */
  private async holds(name: string, files: ReadonlyMap<string, string>): Promise<boolean> {
    const present = await this.read(join(this.folder, name));
    return fingerprint([...present]) === fingerprint([...files]);
  }

  private async write(name: string, files: ReadonlyMap<string, string>): Promise<void> {
    const target = join(this.folder, name);
    await rm(target, { recursive: true, force: true });
    await mkdir(target);
    for (const [file, content] of files) await writeFile(join(target, file), content);
  }

  /** The files of a folder by name, sorted; none when there is no such folder. */
  private async read(folder: string): Promise<Map<string, string>> {
    const entries = await readdir(folder, { withFileTypes: true }).catch(nullIfMissing);
    const names = (entries ?? []).filter((entry) => !entry.isDirectory()).map(({ name }) => name);
    const files = new Map<string, string>();
    for (const name of names.sort()) {
      const content = await readFile(join(folder, name), 'utf8').catch(nullIfMissing);
      if (content !== null) files.set(name, content);
    }
    return files;
  }
}

function valuesOf({ listen, domain, baseline, adminUrl }: SwitchSettings): Record<string, string> {
  const away = baseline === null ? null : new URL(baseline);
  const port = away && (away.port || (away.protocol === 'https:' ? '443' : '80'));
  const rule = domain === null ? '' : `"~^(?<label>.+)\\.${safe(domain).replaceAll('.', '\\.')}\\z" $label;`;
  return {
    listen: safe(`${listen.host}:${listen.port}`),
    subdomains: rule,
    adminUrl: safe(adminUrl),
    baseline: away ? `${safe(away.protocol)}//baseline` : 'no-baseline',
    baselineAddress: away ? safe(`${away.hostname}:${port}`) : '127.0.0.1:9 down',
    baselineHost: safe(away?.host ?? ''),
    baselineName: safe(away?.hostname ?? 'baseline'),
  };
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{\{(\w+)\}\}/g, (place, name: string) => values[name] ?? place);
}

function safe(value: string): string {
  if (SAFE.test(value)) return value;
  throw new SwitchRefused(
    `${JSON.stringify(value)} cannot stand in nginx's configuration. Choose a value without blanks, quotes, backslashes, and any of $ ; { }.`,
  );
}

function fingerprint(parts: readonly unknown[]): string {
  const text = JSON.stringify(parts, (_, value) => (value instanceof Map ? [...value] : value));
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function nullIfMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}

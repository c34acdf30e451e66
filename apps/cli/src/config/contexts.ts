import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CliError } from '../cli-error.js';
import { EXIT } from '../exit-codes.js';

/** One installation that somebody is signed in to. */
export interface Context {
  url: string;
  username: string;
  token: string;
  /** ISO 8601. */
  expiresAt: string;
  /** File with the certificates of a company's own authority. */
  ca?: string;
}

interface Stored {
  current: string | null;
  contexts: Record<string, Context>;
}

/** `~/.config/sdp/config.json`, readable by its owner only: it has tokens. */
export class Contexts {
  constructor(private readonly file: string) {}

  async all(): Promise<Stored> {
    try {
      const stored = JSON.parse(await readFile(this.file, 'utf8')) as Partial<Stored>;
      return { current: stored.current ?? null, contexts: stored.contexts ?? {} };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { current: null, contexts: {} };
      throw new CliError(`${this.file} cannot be read: ${(error as Error).message}. Mend or remove it.`);
    }
  }

  /** @throws CliError for a name that is not there */
  async find(name: string | undefined): Promise<[string, Context] | null> {
    const { current, contexts } = await this.all();
    const wanted = name ?? current;
    if (wanted === null) return null;
    const context = contexts[wanted];
    if (!context) throw noSuchContext(wanted, Object.keys(contexts));
    return [wanted, context];
  }

  async save(name: string, context: Context): Promise<void> {
    const { contexts } = await this.all();
    await this.write({ current: name, contexts: { ...contexts, [name]: context } });
  }

  async use(name: string): Promise<void> {
    const { contexts } = await this.all();
    if (!contexts[name]) throw noSuchContext(name, Object.keys(contexts));
    await this.write({ current: name, contexts });
  }

  async remove(name: string): Promise<void> {
    const { current, contexts } = await this.all();
    const rest = Object.fromEntries(Object.entries(contexts).filter(([key]) => key !== name));
    await this.write({
      current: current === name ? (Object.keys(rest)[0] ?? null) : current,
      contexts: rest,
    });
  }

  /** Replaced as a whole, so that a crash leaves one or the other. */
  private async write(stored: Stored): Promise<void> {
    await mkdir(dirname(this.file), { recursive: true, mode: 0o700 });
    const temporary = `${this.file}.${process.pid}`;
    await writeFile(temporary, `${JSON.stringify(stored, null, 2)}\n`, { mode: 0o600 });
    await chmod(temporary, 0o600);
    await rename(temporary, this.file);
  }
}

function noSuchContext(name: string, known: string[]): CliError {
  const message = `There is no context "${name}". ${known.length > 0 ? `There are: ${known.join(', ')}.` : 'Run "sdp login" first.'}`;
  return new CliError(message, EXIT.usage);
}

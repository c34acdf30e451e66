import { readdirSync, readFileSync } from 'node:fs';

/** Looks at every process's command line as fast as it can, and remembers those that hold one of the texts. */
export class ProcessWatch {
  readonly hits = new Set<string>();
  looks = 0;
  private readonly timer: NodeJS.Timeout;

  private readonly texts: string[];

  constructor(...texts: string[]) {
    this.texts = texts;
    this.timer = setInterval(() => this.look(), 3);
  }

  /** One more, from now on. */
  add(text: string): void {
    this.texts.push(text);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    this.looks += 1;
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      try {
        const line = readFileSync(`/proc/${name}/cmdline`, 'utf8');
        if (this.texts.some((text) => line.includes(text))) this.hits.add(line.replaceAll('\0', ' '));
      } catch {
        // The process ended between the listing and the look.
      }
    }
  }
}

import { readdirSync, readFileSync } from 'node:fs';

/** Looks into every process's arguments, of all hosts on this machine, again and again. */
export class CommandLineWatch {
  readonly leaks: string[] = [];
  seen = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly secrets: readonly string[]) {
    this.timer = setInterval(() => this.look(), 100);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const line = commandLine(pid);
      this.seen += 1;
      if (this.secrets.some((secret) => line.includes(secret))) this.leaks.push(line);
    }
  }
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // it is gone already
  }
}

import { readFileSync } from 'node:fs';

/** Of `cpu` in /proc/stat (proc(5)): ticks since boot, user first. */
const STOLEN = 7;
const GUESTS = 8;

/** How much of a virtual machine's processor time its host gave to others meanwhile: figures are worth less by that. */
export class StolenTime {
  private before = ticks();

  /** Of all time since the last time this was asked, 0 to 1; 0 where nobody tells. */
  share(): number {
    const now = ticks();
    const spent = now.map((count, index) => count - (this.before[index] ?? 0));
    this.before = now;
    const total = spent.slice(0, GUESTS).reduce((sum, count) => sum + count, 0);
    return total > 0 ? (spent[STOLEN] ?? 0) / total : 0;
  }
}

function ticks(): number[] {
  try {
    const [first = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
    return first.trim().split(/\s+/).slice(1).map(Number);
  } catch {
    return [];
  }
}

import { maskingOf } from '../masking/container-masking.js';
import { isEngineAway } from '../errors.js';
import { type ContainerRuntime, type ContainerStatus } from '../runtime/container-runtime.js';

const LINES = 20;
const MAX_CHARACTERS = 300;
/** Of all containers together, so that a report of many deaths still fits into one frame. */
const MAX_TOTAL_BYTES = 256 * 1024;

/** What containers printed last before they died. Read once for each death: the dead say nothing new. */
export class LastWords {
  private known = new Map<string, string[]>();

  constructor(private readonly runtime: Pick<ContainerRuntime, 'output' | 'environment'>) {}

  /** By container id, for those of them that have exited; what does not fit is left out. Forgets all others. */
  async of(containers: readonly ContainerStatus[]): Promise<ReadonlyMap<string, string[]>> {
    const dead = containers.filter(({ state }) => state === 'exited');
    const found = await Promise.all(
      dead.map(async (container) => [deathOf(container), await this.recall(container)] as const),
    );
    this.known = new Map(found);
    return this.fitting(dead);
  }

  private async recall(container: ContainerStatus): Promise<string[]> {
    return this.known.get(deathOf(container)) ?? this.read(container);
  }

  /** A log that cannot be read must not keep the death itself from being told. */
  private async read(container: ContainerStatus): Promise<string[]> {
    const lines: string[] = [];
    try {
      const masking = await maskingOf(this.runtime, container);
      for await (const { text } of this.runtime.output(container.id, { tail: LINES, follow: false })) {
        lines.push(masking.text(text).slice(0, MAX_CHARACTERS));
      }
    } catch (error) {
      if (isEngineAway(error)) throw error;
    }
    return lines;
  }

  private fitting(dead: readonly ContainerStatus[]): ReadonlyMap<string, string[]> {
    const words = new Map<string, string[]>();
    let total = 0;
    for (const container of dead) {
      const lines = this.known.get(deathOf(container)) ?? [];
      total += Buffer.byteLength(JSON.stringify(lines));
      if (total <= MAX_TOTAL_BYTES) words.set(container.id, lines);
    }
    return words;
  }
}

/** A container that is started again dies anew. */
function deathOf({ id, startedAt, restarts }: ContainerStatus): string {
  return `${id} ${startedAt} ${restarts}`;
}

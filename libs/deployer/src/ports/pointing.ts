import { KeyedMutex } from '../keyed-mutex.js';

/**
 * Whoever looks at containers and then points ports by what they saw does so alone: between the look and the
 * pointing nobody else on this host moves a port. Keep it short; nothing waits for a service in here.
 */
export class Pointing {
  private readonly mutex = new KeyedMutex();

  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.mutex.run('ports', work);
  }
}

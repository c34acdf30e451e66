import { complain, say } from './terminal.mjs';

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Listens for the wish to stop: the first one resolves `requested`, a second Ctrl-C forces.
 *
 * @param {() => void} force ends at once what can be ended at once
 */
export function stopSignals(force) {
  let isRequested = false;
  /** @type {Promise<void>} */
  const requested = new Promise((resolve) => {
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        if (!isRequested) {
          isRequested = true;
          say();
          return resolve();
        }
        complain('Forced. What may still run is ended by the next start, or by npm run reset.');
        force();
        process.exit(130);
      });
    }
  });
  return { requested };
}

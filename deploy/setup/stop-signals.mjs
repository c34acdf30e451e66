import { complain, say } from './terminal.mjs';

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** Listens for the wish to stop: the first one resolves `requested`, a second Ctrl-C forces. */
export function stopSignals() {
  let isRequested = false;
  let force = () => {};
  /** @type {Promise<void>} */
  const requested = new Promise((resolve) => {
    for (const signal of SIGNALS) process.on(signal, () => (isRequested ? end() : request(resolve)));
  });

  /** @param {() => void} resolve */
  const request = (resolve) => {
    isRequested = true;
    say();
    resolve();
  };

  const end = () => {
    complain('Forced. What may still run is ended by the next start, or by npm run reset.');
    force();
    process.exit(130);
  };

  return {
    requested,
    /** @param {() => void} action ends at once what can be ended at once */
    onForce: (action) => {
      force = action;
    },
  };
}

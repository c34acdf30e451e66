import { complain, say } from './terminal.mjs';

/** One Ctrl-C arrives twice where npm passes on what the terminal has sent to everybody already. */
const SAME_MS = 1_000;
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** Listens for the wish to stop: the first one resolves `requested`, a second Ctrl-C forces. */
export function stopSignals() {
  let requestedAt = 0;
  let force = () => {};
  /** @type {Promise<void>} */
  const requested = new Promise((resolve) => {
    for (const signal of SIGNALS) process.on(signal, () => (requestedAt > 0 ? end() : request(resolve)));
  });

  /** @param {() => void} resolve */
  const request = (resolve) => {
    requestedAt = Date.now();
    say();
    resolve();
  };

  const end = () => {
    if (Date.now() - requestedAt < SAME_MS) return;
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

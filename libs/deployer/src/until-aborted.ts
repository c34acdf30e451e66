/** Never resolves; rejects with the signal's reason. For `Promise.race` with something that cannot be stopped. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** `work`, or the signal's reason as soon as it aborts; `work` then goes on unheard. */
export function unlessAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  return signal ? Promise.race([work, untilAborted(signal)]) : work;
}

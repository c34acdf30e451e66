/**
 * Ends when nothing has moved for two frames, since one movement may begin with the end of another: a colour goes from
 * parent to child. What goes round for ever is none to wait for.
 */
export const STILLNESS = `(async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const isMoving = () => document.getAnimations().some(({ playState, effect }) =>
    playState === 'running' && effect.getComputedTiming().endTime !== Infinity);
  for (let still = 0; still < 2; still = isMoving() ? 0 : still + 1) await frame();
})()`;

const PARTS = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;

/**
 * A time (RFC 3339) as the engine prints it, in UTC with nine digits after the second: such texts sort as the times
 * do. What is no time stays as it is.
 */
export function engineTime(at: string): string {
  const [, whole, fraction = '', zone] = PARTS.exec(at) ?? [];
  const second = new Date(`${whole}${zone}`);
  if (Number.isNaN(second.getTime())) return at;
  return `${second.toISOString().slice(0, 19)}.${fraction.padEnd(9, '0')}Z`;
}

/** The same as the engine wants it in a query: `<seconds>.<nanoseconds>`. */
export function engineSeconds(at: string): string {
  const time = engineTime(at);
  return `${Math.floor(Date.parse(time) / 1000)}.${time.slice(20, 29)}`;
}

/** Medians and percentiles, and how the bench prints them. */
export const quantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const ms = (value: number): string => `${Math.round(value)} ms`;

export const row = (label: string, value: string, note = ''): void => {
  console.log(`  ${label.padEnd(46)} ${value.padStart(16)}  ${note}`);
};

export const heading = (text: string): void => {
  console.log(`\n${text}\n${'-'.repeat(text.length)}`);
};

export const verdict = (claim: string, holds: boolean): void => {
  console.log(`  ${holds ? 'holds' : 'MISSED'}: ${claim}`);
  if (!holds) process.exitCode = 1;
};

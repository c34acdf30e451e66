import { withoutColours } from './control-sequences';
import { type LogLine } from './log-lines';

const SHORTEST = 6;

/**
 * The line that a failed deployment's error is about: one that the error quotes; else the first complaint of the step
 * that it ended in. The last lines are SDP's own, which only repeat it.
 */
export function failingLine(lines: readonly LogLine[], message: string): number | null {
  const said = lines.filter(({ stream }) => stream !== 'sdp');
  const quoted = said.find(({ text }) => {
    const words = withoutColours(text).trim();
    return words.length >= SHORTEST && message.includes(words);
  });
  if (quoted) return quoted.number;
  const step = said.at(-1)?.step;
  const complaint = said.find((line) => line.step === step && line.stream === 'err');
  return (complaint ?? lines.at(-1))?.number ?? null;
}

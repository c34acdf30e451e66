import { type InstanceLogLines, MAX_LOG_LINE_BYTES } from '@sdp/protocol';
import { DomainError } from '../errors/domain-error.js';

type Line = InstanceLogLines['lines'][number];

/** An agent is another program: what it sends is checked, not believed. */
export function readOutput(answer: unknown): Line[] {
  const { lines } = (answer ?? {}) as { lines?: unknown };
  if (Array.isArray(lines) && lines.every(isLine))
    return lines.map(({ at, stream, text }) => ({ at, stream, text: text.slice(0, MAX_LOG_LINE_BYTES) }));
  throw new DomainError('platform-failure', 'The agent gave output that cannot be read. Check its version.');
}

function isLine(line: unknown): line is Line {
  const { at, stream, text } = (line ?? {}) as Partial<Line>;
  return typeof at === 'string' && typeof text === 'string' && (stream === 'out' || stream === 'err');
}

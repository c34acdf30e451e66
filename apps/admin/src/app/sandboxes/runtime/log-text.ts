import { type InstanceLogLines } from '@sdp/protocol';

/** A container's line in the form of a deployment's log (libs/protocol/src/log-format.ts), for the same view. */
export function logText({ at, stream, text }: InstanceLogLines['lines'][number]): string {
  const time = new Date(at);
  const stamp = Number.isNaN(time.getTime()) ? '' : `${time.toISOString()} run ${stream} `;
  return `${stamp}${text.replaceAll('\n', ' ')}\n`;
}

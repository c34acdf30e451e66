import { type Container } from 'dockerode';
import { unlessAborted } from '../until-aborted.js';
import { type CommandOutput } from './container-runtime.js';
import { frames } from './docker-output.js';

/** Starts a container that ends by itself; answers what it printed, once it has. */
export async function outputOf(container: Container, signal?: AbortSignal): Promise<CommandOutput> {
  const stream = await container.attach({ stream: true, stdout: true, stderr: true });
  const ended = container.wait() as Promise<{ StatusCode: number }>;
  ended.catch(() => undefined);
  await container.start();
  const reading = textOf(stream as AsyncIterable<Buffer>);
  const text = await unlessAborted(reading, signal);
  const { StatusCode } = await ended;
  return { exitCode: StatusCode, lines: text.split('\n').filter((line) => line !== '') };
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const payloads: Buffer[] = [];
  for await (const { payload } of frames(stream)) payloads.push(payload);
  return Buffer.concat(payloads).toString('utf8');
}

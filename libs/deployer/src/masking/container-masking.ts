import { Masking } from './masking.js';
import { type ContainerRuntime, type ContainerStatus } from '../runtime/container-runtime.js';

/** Hides the values of a container's own secret variables, whichever agent process started it. */
export async function maskingOf(
  runtime: Pick<ContainerRuntime, 'environment'>,
  { id, content }: Pick<ContainerStatus, 'id' | 'content'>,
): Promise<Masking> {
  if (content.secretNames.length === 0) return new Masking([]);
  const variables = (await runtime.environment(id)) ?? {};
  return Masking.of(
    undefined,
    content.secretNames.map((name) => variables[name] ?? ''),
  );
}

import { type SandboxTemplateView, type TemplateComparison, type TemplateUpdateView } from '@sdp/protocol';
import { counted } from '../names/listing';

/** Services that the newer version has no more: those that nobody changed here go with it. */
export function goneServices({ differences }: TemplateComparison): string[] {
  return differences.flatMap(({ path, to }) => {
    const [, name] = /^services\.([^.]+)\.repository$/.exec(path) ?? [];
    return name && to === null ? name : [];
  });
}

/**
 * Whether the version of before makes the sandbox what it was: not where a service went with its container, nor where
 * an own edit said the same as the newer version, since that counts as the template's from then on.
 */
export function mayGoBack(
  { ownChanges, newerChanges }: Pick<SandboxTemplateView, 'ownChanges' | 'newerChanges'>,
  { applied, kept }: Pick<TemplateUpdateView, 'applied' | 'kept'>,
): boolean {
  const [newer, own, still] = [newerChanges, ownChanges, kept].map(pathsOf) as [string[], string[], string[]];
  const isLost = (path: string) => newer.includes(path) && !still.includes(path);
  return goneServices(applied).length === 0 && !own.some(isLost);
}

export function resultText({ version, applied, kept }: TemplateUpdateView): string {
  const own = kept.differences.length;
  const keeps = own > 0 ? `, ${counted(own, 'own edit')} kept` : '';
  return `Now at version ${version}: ${counted(applied.differences.length, 'change')} taken over${keeps}.`;
}

function pathsOf({ differences }: TemplateComparison): string[] {
  return differences.map(({ path }) => path);
}

import { type EnvironmentView, type ImportPreview } from '@sdp/protocol';
import { counted, someOf } from '../names/listing';
import { type Question } from '../ui/confirm-dialog';

/** Asked before an import takes variables away; undefined where it takes none. */
export function removalByImportOf(
  { name, variables }: Pick<EnvironmentView, 'name' | 'variables'>,
  { removed, version }: ImportPreview,
): Question | undefined {
  if (removed.length === 0) return undefined;
  const known = new Set(variables.flatMap((variable) => (variable.isSecret ? variable.name : [])));
  const plain = removed.filter((gone) => !known.has(gone));
  const secret = removed.filter((gone) => known.has(gone));
  return {
    heading: `Import and remove ${counted(removed.length, 'variable')} of ${name}?`,
    text: 'The text does not name them. Services lose them when they are deployed again. What goes:',
    goes: [
      ...(plain.length > 0 ? [`${counted(plain.length, 'variable')}: ${someOf(plain)}`] : []),
      ...(secret.length > 0 ? [`${counted(secret.length, 'secret')}: ${someOf(secret)}`] : []),
    ],
    stays: [`version ${version} in the history, which can be restored, secrets included`],
    action: 'Import and remove',
    typeToConfirm: name,
  };
}

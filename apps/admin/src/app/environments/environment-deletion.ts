import { type EnvironmentView } from '@sdp/protocol';
import { counted, someOf } from '../names/listing';
import { type Question } from '../ui/confirm-dialog';
import { usersText } from './use-text';

/** Says exactly what goes; of one that is in use, who uses it, since then nothing can go. */
export function environmentDeletionOf(environment: EnvironmentView): Question {
  const { name, usedBy, version } = environment;
  const users = usersText(usedBy);
  if (users)
    return {
      heading: `${name} is in use`,
      text: `It is used by ${users}. Give them another environment first; then it can be deleted.`,
    };
  return {
    heading: `Delete ${name}?`,
    text: 'No sandbox and no template uses it. This cannot be undone. What goes:',
    goes: [...variablesOf(environment), `its history of ${counted(version, 'version')}`],
    stays: ['what was deployed with it: containers keep the values that they were started with'],
    action: 'Delete environment',
    typeToConfirm: name,
  };
}

function variablesOf({ variables }: EnvironmentView): string[] {
  const plain = variables.filter(({ isSecret }) => !isSecret).map(({ name }) => name);
  const secret = variables.filter(({ isSecret }) => isSecret).map(({ name }) => name);
  const baselines = variables
    .filter(({ baselineOf }) => baselineOf !== null)
    .map(({ baselineOf }) => baselineOf!);
  return [
    ...(plain.length > 0 ? [`${counted(plain.length, 'variable')}: ${someOf(plain)}`] : []),
    ...(secret.length > 0
      ? [`${counted(secret.length, 'secret')}, whose values nobody can read back: ${someOf(secret)}`]
      : []),
    ...(baselines.length > 0 ? [`the baseline of ${someOf(baselines)}`] : []),
  ];
}

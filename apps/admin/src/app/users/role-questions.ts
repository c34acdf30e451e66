import { type Role, type UserView } from '@sdp/protocol';
import { type Question } from '../ui/confirm-dialog';
import { ROLE_NOTES } from './roles';

/** Asked before somebody comes to ops or goes from there; undefined for every other change. */
export function roleChangeOf({ username, role: before }: UserView, role: Role): Question | undefined {
  if (role === before) return undefined;
  if (role === 'ops')
    return {
      heading: `Make ${username} ops?`,
      text: 'It takes effect with their next click. Whoever is ops:',
      goes: [
        'may do everything with every sandbox, environment and template, other people’s included',
        'steers calls to any allowed address, drains and removes agents, and reads the audit',
        'gives and takes the roles of others, of ops, too',
      ],
      action: `Make ${username} ops`,
    };
  if (before === 'ops')
    return {
      heading: `Take ops from ${username}?`,
      text: `They become ${role} with their next click. ${ROLE_NOTES[role]}`,
      stays: ['what they made, and what they own'],
      action: `Make ${username} ${role}`,
    };
  return undefined;
}

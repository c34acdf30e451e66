import { type EnvironmentSummary } from '@sdp/protocol';

type Use = EnvironmentSummary['usedBy'];

/** `2 sandboxes, 1 template`; empty when nobody uses it. */
export function useText({ sandboxes, templates }: Use): string {
  return [
    counted(sandboxes.length, 'sandbox', 'sandboxes'),
    counted(templates.length, 'template', 'templates'),
  ]
    .filter(Boolean)
    .join(', ');
}

/** Everything that uses it, by name. */
export function usersText({ sandboxes, templates }: Use): string {
  const list = new Intl.ListFormat('en');
  return [
    sandboxes.length > 0 ? `the ${one(sandboxes, 'sandbox', 'sandboxes')} ${list.format(sandboxes)}` : '',
    templates.length > 0 ? `the ${one(templates, 'template', 'templates')} ${list.format(templates)}` : '',
  ]
    .filter(Boolean)
    .join(' and ');
}

function counted(count: number, single: string, several: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? single : several}`;
}

function one(names: string[], single: string, several: string): string {
  return names.length === 1 ? single : several;
}

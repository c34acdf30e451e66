import { type EnvironmentSummary } from '@sdp/protocol';
import { counted, someOf } from '../names/listing';

type Use = EnvironmentSummary['usedBy'];

/** `2 sandboxes, 1 template`; empty when nobody uses it. */
export function useText({ sandboxes, templates }: Use): string {
  return [
    sandboxes.length > 0 ? counted(sandboxes.length, 'sandbox', 'sandboxes') : '',
    templates.length > 0 ? counted(templates.length, 'template') : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** What uses it, by name. */
export function usersText({ sandboxes, templates }: Use): string {
  return [
    sandboxes.length > 0 ? `the ${one(sandboxes, 'sandbox', 'sandboxes')} ${someOf(sandboxes)}` : '',
    templates.length > 0 ? `the ${one(templates, 'template', 'templates')} ${someOf(templates)}` : '',
  ]
    .filter(Boolean)
    .join(' and ');
}

function one(names: string[], single: string, several: string): string {
  return names.length === 1 ? single : several;
}

import { type SandboxSummary } from '@sdp/protocol';
import { isSandboxState, SANDBOX_STATES } from './sandbox-states';

/** Stands for whoever is signed in, so that a link means the same to everybody. */
export const ME = 'me';

/** What the list is narrowed to; an absent part lets everything through. It is the address's query as it is. */
export interface SandboxFilter {
  q?: string | undefined;
  /** A name, or `me`. */
  owner?: string | undefined;
  /** `team: shop`. */
  label?: string | undefined;
  state?: string | undefined;
}

/** `me`: the name of whoever is signed in. */
export function passes(sandbox: SandboxSummary, filter: SandboxFilter, me: string): boolean {
  const { q, owner, label, state } = filter;
  if (owner && sandbox.owner !== (owner === ME ? me : owner)) return false;
  if (label && !labelTexts(sandbox).includes(label)) return false;
  if (isSandboxState(state) && !SANDBOX_STATES[state].holds(sandbox)) return false;
  return !q || hasWords(sandbox, q);
}

export function labelTexts({ labels }: Pick<SandboxSummary, 'labels'>): string[] {
  return Object.entries(labels).map(([name, value]) => `${name}: ${value}`);
}

/** What a sandbox is found by. Kept, since every letter that is typed asks it of thousands. */
const texts = new WeakMap<SandboxSummary, string>();

function hasWords(sandbox: SandboxSummary, words: string): boolean {
  let text = texts.get(sandbox);
  if (text === undefined) texts.set(sandbox, (text = textOf(sandbox)));
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function textOf(sandbox: SandboxSummary): string {
  return [
    sandbox.name,
    sandbox.description,
    sandbox.owner,
    sandbox.environment?.name,
    sandbox.template?.name,
    ...sandbox.services.map(({ name }) => name),
    ...labelTexts(sandbox),
  ]
    .join(' ')
    .toLowerCase();
}

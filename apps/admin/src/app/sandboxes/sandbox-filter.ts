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

/** Says whether a sandbox passes. `me`: the name of whoever is signed in. */
export function passing(
  { q, owner, label, state }: SandboxFilter,
  me: string,
): (sandbox: SandboxSummary) => boolean {
  const wantedOwner = owner === ME ? me : owner;
  const words = q ? q.toLowerCase().split(/\s+/) : [];
  return (sandbox) => {
    if (wantedOwner && sandbox.owner !== wantedOwner) return false;
    if (label && !labelTexts(sandbox).includes(label)) return false;
    if (isSandboxState(state) && !SANDBOX_STATES[state].holds(sandbox)) return false;
    return words.length === 0 || hasWords(sandbox, words);
  };
}

export function labelTexts({ labels }: Pick<SandboxSummary, 'labels'>): string[] {
  return Object.entries(labels).map(([name, value]) => `${name}: ${value}`);
}

/** What a sandbox is found by. Kept, since every letter that is typed asks it of thousands. */
const texts = new WeakMap<SandboxSummary, string>();

/** What the first letter would else have to do for all of them at once. */
export function prepareSearch(sandbox: SandboxSummary): string {
  let text = texts.get(sandbox);
  if (text === undefined) texts.set(sandbox, (text = textOf(sandbox)));
  return text;
}

function hasWords(sandbox: SandboxSummary, words: readonly string[]): boolean {
  const text = prepareSearch(sandbox);
  return words.every((word) => text.includes(word));
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

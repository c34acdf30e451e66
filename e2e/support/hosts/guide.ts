import { readFileSync } from 'node:fs';

/**
 * The commands of a section of docs/operations.md, as somebody copies them: its block number `at`, from 0.
 * @throws when there is no such block, e.g. because the section has another name now
 */
export function commandsOfGuide(section: string, at = 0): string {
  const guide = readFileSync('docs/operations.md', 'utf8');
  const text = guide.split(/^## /m).find((part) => part.startsWith(`${section}\n`)) ?? '';
  const block = [...text.matchAll(/^```sh\n(.*?)^```$/gms)][at]?.[1];
  if (block === undefined) throw new Error(`docs/operations.md has no commands ${at} in "${section}".`);
  return block;
}

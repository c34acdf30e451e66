import { SANDBOX_NAME } from '@sdp/protocol';

const MAX_LENGTH = 40;

/**
 * The name of a pull request's sandbox: `{repository}` and `{number}` are filled in, and what a name cannot have becomes
 * a hyphen. What is too long loses characters of the repository, never the number. Null when no name comes out.
 */
export function sandboxNameFor(pattern: string, repository: string, number: number): string | null {
  const plain = (name: string) => nameOf(pattern, name, number);
  const tooMuch = plain(repository).length - MAX_LENGTH;
  const name = plain(
    tooMuch > 0 ? repository.slice(0, Math.max(0, repository.length - tooMuch)) : repository,
  );
  return SANDBOX_NAME.test(name) ? name : null;
}

/** Every name that a rule makes has to have the number in it, or two pull requests would want the same. */
export function isNamePattern(pattern: string): boolean {
  return pattern.includes('{number}') && sandboxNameFor(pattern, 'orders', 1) !== null;
}

function nameOf(pattern: string, repository: string, number: number): string {
  return pattern
    .replaceAll('{repository}', repository)
    .replaceAll('{number}', String(number))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

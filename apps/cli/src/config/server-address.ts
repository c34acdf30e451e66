import { usageError } from '../cli-error.js';

/** Where an installation is, path prefix included, without a slash at its end. @throws CliError (usage) */
export function serverAddress(text: string): string {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  if (!url || url.search || url.hash)
    throw usageError(`"${text}" is no address of an installation. Write it as https://sdp.example.com`);
  if (url.username || url.password)
    throw usageError('The address must not have a user or password in it; the command asks for them.');
  return url.href.replace(/\/+$/, '').replace(/\/api$/, '');
}

/** Its name among the contexts, unless somebody chooses another. */
export function contextNameFor(address: string): string {
  return new URL(address).host;
}

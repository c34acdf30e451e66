import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import { CliError, usageError } from '../cli-error.js';

/** Trusts the certificates in `file` besides those that the system trusts, for every connection from now on. */
export function trust(file: string): void {
  // Node 24.5 and newer; what is older knows NODE_EXTRA_CA_CERTS only.
  if (!('setDefaultCACertificates' in tls))
    throw new CliError(`--ca needs Node 24.5 or newer. Run with NODE_EXTRA_CA_CERTS=${file} instead.`);
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificateIn(file)]);
}

function certificateIn(file: string): string {
  try {
    const text = readFileSync(file, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  } catch (error) {
    throw usageError(`The certificates in ${file} cannot be read: ${(error as Error).message}`);
  }
  throw usageError(`${file} has no certificate in PEM (-----BEGIN CERTIFICATE-----).`);
}

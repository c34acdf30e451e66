import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Made once per data folder; nothing of it is a default.
 *
 * @typedef {object} Secrets
 * @property {string} installation names this installation's agents, so that two of them can share an engine
 * @property {string} demoPassword
 * @property {string} masterKey seals the secret variables of environments
 * @property {{ micro: string, gateway: string }} agentTokens
 */

/** @param {string} home @returns {Secrets | null} null when nothing ever ran from this folder */
export function readSecrets(home) {
  const file = fileIn(home);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** @param {string} home an existing folder @returns {Secrets} */
export function ensureSecrets(home) {
  const known = readSecrets(home);
  if (known?.masterKey) return known;
  const secrets = {
    installation: randomBytes(3).toString('hex'),
    demoPassword: randomBytes(9).toString('base64url'),
    masterKey: randomBytes(32).toString('hex'),
    agentTokens: { micro: randomBytes(32).toString('hex'), gateway: randomBytes(32).toString('hex') },
    // Those of an older version lack the newer ones.
    ...known,
  };
  writeFileSync(fileIn(home), `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

/** Names of this installation's agents; their containers carry them as label. @param {Secrets} secrets */
export function agentNames({ installation }) {
  return { micro: `micro-${installation}`, gateway: `gateway-${installation}` };
}

/** @param {string} home */
const fileIn = (home) => join(home, 'secrets.json');

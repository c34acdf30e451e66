// Where the gateway of a sandbox is. Runs for every request that names one, so it does as little as it can.
import fs from 'fs';

/**
 * The gateway's URL, or why there is none: `unknown` nobody has a sandbox of this name, `down` it has no gateway
 * that runs, `ambiguous` the header names another one as well.
 */
function find(r) {
  const name = r.variables.sandbox;
  const header = r.headersIn['X-Sandbox'];
  if (header && header !== name) return 'ambiguous';
  return at(name);
}

/** `name` has been held against the grammar. Files are relative to the folder that nginx was started in. */
function at(name) {
  try {
    const address = fs.readFileSync('sandboxes/' + name, 'utf8');
    return address === '' ? 'down' : 'http://' + address;
  } catch (error) {
    if (error.code === 'ENOENT') return 'unknown';
    throw error;
  }
}

export default { find, at };

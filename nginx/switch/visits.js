// /.sandbox/<name> makes a browser stay with a sandbox, /.sandbox/ lets it go again.
import gateways from 'gateways.js';
import pages from 'pages.js';

const NAME = /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/;
const COOKIE = 'Path=/; SameSite=Lax; HttpOnly';

function answer(r) {
  if (r.method !== 'GET' && r.method !== 'HEAD') {
    r.headersOut['Allow'] = 'GET, HEAD';
    return r.return(405);
  }
  const name = r.uri.slice('/.sandbox/'.length);
  if (name === '') return lead(r, `sandbox=; Max-Age=0; ${COOKIE}`);
  if (!NAME.test(name) || gateways.at(name) === 'unknown') return pages.unknown(r, name);
  lead(r, `sandbox=${name}; ${COOKIE}`);
}

function lead(r, cookie) {
  r.headersOut['Set-Cookie'] = [cookie];
  r.headersOut['Cache-Control'] = 'no-store';
  r.return(302, '/');
}

export default { answer };

// What is said when a request cannot be passed on: a page to browsers, JSON to programs.

const NAME = /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/;
const NAME_RULE = 'A name has 2 to 40 lower-case letters, digits and dashes, and starts with a letter.';
const SHOWN = 80;

/** Answers for the request's destination: a word of gateways.js, or an address that does not answer. */
function answer(r) {
  const name = r.headersIn['X-Sandbox'] || r.variables.asked_name;
  say(r, name, pageOf(r.variables.destination, name));
}

function unknown(r, name) {
  say(r, name, pageOf('unknown', name));
}

function pageOf(destination, name) {
  const shown = clip(name);
  switch (destination) {
    case 'unknown':
      return {
        status: 404,
        code: 'sandbox-unknown',
        title: `There is no sandbox “${shown}”`,
        text: NAME.test(name) ? 'It was never created, or it has been deleted.' : NAME_RULE,
      };
    case 'ambiguous':
      return {
        status: 404,
        code: 'sandbox-ambiguous',
        title: `One request, several sandboxes: “${shown}”`,
        text: 'Send one header X-Sandbox with one name.',
      };
    case 'down':
      return {
        status: 503,
        code: 'gateway-not-running',
        title: `The sandbox “${shown}” has no gateway that runs`,
        text: 'It has not been deployed yet, or it is stopped. Deploy or start it in the admin.',
      };
    case 'no-baseline':
      return {
        status: 503,
        code: 'no-baseline',
        title: 'There is no baseline gateway here',
        text: 'The request names no sandbox, and this switch was given no baseline. Choose a sandbox in the admin.',
      };
  }
  return name
    ? {
        status: 502,
        code: 'gateway-silent',
        title: `The gateway of the sandbox “${shown}” does not answer`,
        text: 'It may be starting, or it has died. Its state and its output are in the admin.',
      }
    : {
        status: 502,
        code: 'baseline-silent',
        title: 'The baseline gateway does not answer',
        text: 'The request names no sandbox, so it went to the baseline, which is down or cannot be reached.',
      };
}

function say(r, name, page) {
  const isBrowser = /\btext\/html\b/i.test(r.headersIn['Accept'] || '');
  r.headersOut['Content-Type'] = isBrowser ? 'text/html; charset=utf-8' : 'application/json';
  r.headersOut['Cache-Control'] = 'no-store';
  r.headersOut['Vary'] = 'Accept';
  r.headersOut['X-Content-Type-Options'] = 'nosniff';
  r.headersOut['Content-Security-Policy'] = "default-src 'none'; style-src 'unsafe-inline'";
  r.return(page.status, isBrowser ? html(r, page) : json(r, name, page));
}

function json(r, name, page) {
  const error = { code: page.code, message: `${page.title}. ${page.text}` };
  return JSON.stringify({ error, sandbox: clip(name) || null, admin: r.variables.admin_url }) + '\n';
}

function html(r, page) {
  const hasCookie = r.variables.name_by_cookie !== '';
  const back = hasCookie ? '<a href="/.sandbox/">Leave the sandbox</a>' : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(page.title)}</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { max-width: 40rem; margin: 15vh auto 0; padding: 0 1.5rem; overflow-wrap: anywhere }
h1 { font-size: 1.5rem; line-height: 1.3 }
nav { display: flex; gap: 1.5rem }
</style>
</head>
<body>
<main>
<h1>${escape(page.title)}</h1>
<p>${escape(page.text)}</p>
<nav><a href="${escape(r.variables.admin_url)}">Open the admin</a>${back}</nav>
</main>
</body>
</html>
`;
}

function clip(name) {
  return name.length > SHOWN ? name.slice(0, SHOWN) + '…' : name;
}

function escape(text) {
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character]);
}

export default { answer, unknown };

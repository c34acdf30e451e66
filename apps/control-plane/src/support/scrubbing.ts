/** What stands for a secret. */
export const HIDDEN = '[hidden]';

const SHORTEST = 4;
/** Things that look like a secret, whoever wrote them. */
const PATTERNS: readonly [RegExp, string][] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${HIDDEN}`],
  [/(\/\/)[^/\s:@"]*:[^/\s@"]+@/g, `$1${HIDDEN}@`],
  [
    /("?(?:password|passwd|secret|token|authorization|cookie|api_?key|master_?key)\w*"?\s*[:=]\s*)("[^"]*"|[^\s,;}]+)/gi,
    `$1${HIDDEN}`,
  ],
  [/\bsdp_session=[^;\s"]+/g, `sdp_session=${HIDDEN}`],
  [/\b[0-9a-f]{64}\b/gi, HIDDEN],
];

/** Takes out the given secrets wherever they are, and whatever looks like one. */
export function scrub(text: string, secrets: readonly string[]): string {
  const known = secrets.filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length);
  const withoutKnown = known.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
  return PATTERNS.reduce((rest, [pattern, by]) => rest.replaceAll(pattern, by), withoutKnown);
}

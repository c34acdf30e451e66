/**
 * The grammar of names, as libs/protocol/src/names.ts has it (names.spec.ts holds the two together), and the words
 * that explain it beside a field. The server checks again.
 */
export const SANDBOX_NAME = /^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])$/;
export const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,119}$/;
export const COMMIT_ID = /^[0-9a-f]{40}$/;
export const GATEWAY_SERVICE = 'api-gateway';

export const SANDBOX_NAME_RULE =
  '2 to 40 characters: lower-case letters, digits and “-”. Starts with a letter, ends with a letter or digit.';
export const VARIABLE_NAME_RULE = 'Letters, digits and “_”, not starting with a digit.';

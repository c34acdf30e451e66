/**
 * The grammar of names, as libs/protocol/src/names.ts has it (names.spec.ts holds the two together), and the words
 * that explain it beside a field. The server checks again.
 */
export const SANDBOX_NAME = /^(?!constructor$)[a-z](?:[a-z0-9-]{0,38}[a-z0-9])$/;
export const REPOSITORY_NAME = /^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;
export const ENVIRONMENT_NAME = /^[a-z0-9][a-z0-9._-]{0,58}[a-z0-9]$/;
export const TEMPLATE_NAME = ENVIRONMENT_NAME;
export const BRANCH_NAME =
  /^(?!.*\.\.)(?!.*\/\/)(?!.*\/\.)(?!.*\.lock(?:\/|$))[A-Za-z0-9_][A-Za-z0-9._/+#@-]{0,198}(?<![/.])$/;
export const PARAMETER_NAME = /^(?!constructor$)[a-z][a-z0-9_]{0,39}$/;
export const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,119}$/;
export const LABEL = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,59}$/;
export const AGENT_NAME = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;
export const TOKEN_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9 ._@:/+-]{0,58}[A-Za-z0-9])?$/;
export const COMMIT_ID = /^[0-9a-f]{40}$/;
export const GATEWAY_SERVICE = 'api-gateway';

export const SANDBOX_NAME_RULE =
  '2 to 40 characters: lower-case letters, digits and “-”. Starts with a letter, ends with a letter or digit.';
export const ENVIRONMENT_NAME_RULE =
  '2 to 60 lower-case letters, digits, “.”, “_”, “-”; a letter or digit at both ends.';
export const AGENT_NAME_RULE = '1 to 40 lower-case letters, digits and “-”; a letter or digit at both ends.';
export const TOKEN_NAME_RULE =
  'What will use it. 1 to 60 letters, digits, blanks and “._@:/+-”; a letter or digit at both ends.';
export const BRANCH_NAME_RULE = 'The name of a branch, without spaces.';
export const VARIABLE_NAME_RULE = 'Letters, digits and “_”, not starting with a digit.';
export const LABEL_RULE = 'Up to 60 letters, digits, “.”, “_”, “-”, “/”; starts with a letter or digit.';

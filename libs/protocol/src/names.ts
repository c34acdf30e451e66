/** Grammar of every name that people type. The server checks them; the admin shows the same rule beside the field. */

/**
 * Sandbox: a DNS label (RFC 1123), 2 to 40 characters, since it becomes a subdomain and a network name. `constructor`
 * is none: every object has something of that name.
 */
export const SANDBOX_NAME = /^(?!constructor$)[a-z](?:[a-z0-9-]{0,38}[a-z0-9])$/;

/** Service: as a sandbox name; `<service>_url` is made from it with `-` turned into `_`. */
export const SERVICE_NAME = SANDBOX_NAME;

/** Repository: letters, digits, `.`, `_`, `-`; starts with a letter or digit; no `..`. 1 to 80 characters. */
export const REPOSITORY_NAME = /^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

/**
 * Branch: the part of git's ref grammar (git-check-ref-format) that needs no quoting anywhere: never starts with
 * `-`, `/` or `.`, has no `..`, `//`, `@{`, `.lock` at an end, and no shell or glob character. At most 200 characters.
 */
export const BRANCH_NAME =
  /^(?!.*\.\.)(?!.*\/\/)(?!.*\/\.)(?!.*\.lock(?:\/|$))[A-Za-z0-9_][A-Za-z0-9._/+#@-]{0,198}(?<![/.])$/;

/** A full object id: 40 hex digits (SHA-1), lower case. */
export const COMMIT_ID = /^[0-9a-f]{40}$/;

/** Variable: a portable environment name (POSIX, with lower case allowed). At most 120 characters. */
export const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,119}$/;

/** Identifiers of rows: UUID, lower case. */
export const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The service name of the PHP API gateway: the one service that goes to agents of kind `gateway`. */
export const GATEWAY_SERVICE = 'api-gateway';

/** Environment and template: 2 to 60 lower-case letters, digits, `.`, `_`, `-`; a letter or digit at both ends. */
export const ENVIRONMENT_NAME = /^[a-z0-9][a-z0-9._-]{0,58}[a-z0-9]$/;
export const TEMPLATE_NAME = ENVIRONMENT_NAME;

/** Parameter of a template, as in `${ticket}`: 1 to 40 lower-case letters, digits, `_`; starts with a letter. */
export const PARAMETER_NAME = /^(?!constructor$)[a-z][a-z0-9_]{0,39}$/;

/** Key of a label, as its value may be, too: 1 to 60 letters, digits, `.`, `_`, `-`, `/`. */
export const LABEL = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,59}$/;

/** Agent: 1 to 40 lower-case letters, digits, `-`; a letter or digit at both ends. */
export const AGENT_NAME = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

/** Personal access token: 1 to 60 letters, digits, blanks and `. _ @ : / + -`; a letter or digit at both ends. */
export const TOKEN_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9 ._@:/+-]{0,58}[A-Za-z0-9])?$/;

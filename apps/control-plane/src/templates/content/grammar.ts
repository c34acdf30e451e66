import {
  BRANCH_NAME,
  COMMIT_ID,
  ENVIRONMENT_NAME,
  LABEL,
  PARAMETER_NAME,
  REPOSITORY_NAME,
  SANDBOX_NAME,
  SERVICE_NAME,
  VARIABLE_NAME,
} from '@sdp/protocol';
import { malformation } from '../../routes/overrides/url-rules.js';
import { MAX_VALUE_LENGTH, variableValueProblem } from '../../validation/variable-rules.js';
import { PatternError } from './pattern-error.js';
import { Pattern } from './pattern.js';
import { type TextRule } from './readers.js';

/** Of a parameter, as it is given and as it is offered. It bounds the work of matching a pattern, too. */
const MAX_PARAMETER_VALUE = 200;
/** A path of printable ASCII, as it stands in a request line. */
const HEALTH_PATH = /^\/[\x21-\x7e]{0,499}$/;
/** Would name what every object has. */
const NAMES_OF_OBJECTS = new Set(['__proto__', 'constructor', 'prototype']);

export const isSandboxName = matching(SANDBOX_NAME, dnsLabel());
export const isServiceName = matching(SERVICE_NAME, dnsLabel());
export const isRepositoryName = matching(
  REPOSITORY_NAME,
  'must be 1 to 80 letters, digits, dots, hyphens and underscores, starting with a letter or digit',
);
export const isBranchName = matching(
  BRANCH_NAME,
  'must be a branch name of letters, digits and ._/+#@-, not starting with a hyphen, dot or slash',
);
export const isCommitId = matching(COMMIT_ID, 'must be a full commit id of 40 lower-case hex digits');
export const isEntryName = matching(
  ENVIRONMENT_NAME,
  'must be 2 to 60 lower-case letters, digits and ._-, with a letter or digit at both ends',
);
export const isParameterName = matching(
  PARAMETER_NAME,
  'must be 1 to 40 lower-case letters, digits and _, starting with a letter',
);
export const isLabelKey = matching(
  LABEL,
  'must be 1 to 60 letters, digits and ._/-, starting with a letter or digit',
);
export const isLabelValue = isLabelKey;
export const isVariableName = matching(
  VARIABLE_NAME,
  'must be a name of letters, digits and _, not starting with a digit',
);
export const isHealthPath = matching(
  HEALTH_PATH,
  'must be a path of at most 500 printable characters, starting with /',
);

export const isVariableValue: TextRule = (text) =>
  variableValueProblem(text) && `must be a text of at most ${MAX_VALUE_LENGTH} characters without NUL`;

export const isParameterValue: TextRule = (text) =>
  // eslint-disable-next-line no-control-regex -- these are what is refused
  text.length > MAX_PARAMETER_VALUE || /[\x00-\x1f\x7f]/.test(text)
    ? `must be one line of at most ${MAX_PARAMETER_VALUE} characters`
    : null;

export const isPattern: TextRule = (text) => {
  try {
    new Pattern(text);
    return null;
  } catch (error) {
    if (error instanceof PatternError) return error.message;
    throw error;
  }
};

/** What a route can lead to; whether it may is decided when it does. */
export const isRouteTarget: TextRule = malformation;

export function atMost(length: number): TextRule {
  return (text) => (text.length > length ? `must not be longer than ${length} characters` : null);
}

export function oneOf(values: readonly string[]): TextRule {
  return (text) => (values.includes(text) ? null : `must be one of ${values.join(', ')}`);
}

function matching(pattern: RegExp, rule: string): TextRule {
  return (text) => {
    if (NAMES_OF_OBJECTS.has(text)) return 'is not possible as a name';
    return pattern.test(text) ? null : rule;
  };
}

function dnsLabel(): string {
  return 'must be 2 to 40 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen';
}

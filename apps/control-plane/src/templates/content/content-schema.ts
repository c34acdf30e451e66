import {
  type ResourceLimits,
  type TemplateContent,
  type TemplateOverride,
  type TemplateParameter,
  type TemplateService,
} from '@sdp/protocol';
import { MAX_LABELS } from '../../validation/labels.decorator.js';
import { MAX_VARIABLES } from '../../validation/variable-rules.js';
import {
  atMost,
  isBranchName,
  isCommitId,
  isEntryName,
  isHealthPath,
  isLabelKey,
  isLabelValue,
  isParameterName,
  isParameterValue,
  isPattern,
  isRepositoryName,
  isRouteTarget,
  isSandboxName,
  isServiceName,
  isVariableName,
  isVariableValue,
  oneOf,
} from './grammar.js';
import { fillIn, placeholdersIn } from './placeholders.js';
import {
  flag,
  list,
  number,
  object,
  optional,
  type Reader,
  record,
  required,
  text,
  type TextRule,
} from './readers.js';

const MAX_SERVICES = 50;
const MAX_PARAMETERS = 30;
const MAX_CHOICES = 50;

const isPort = number(
  'a whole number from 1 to 65535',
  (value) => Number.isInteger(value) && value >= 1 && value <= 65_535,
);
const isMemory = number(
  'a whole number of MiB from 16 to 65536',
  (value) => Number.isInteger(value) && value >= 16 && value <= 65_536,
);
const areCpus = number('a number of cores from 0.05 to 64', (value) => value >= 0.05 && value <= 64);
const areHours = number(
  'a whole number of hours from 1 to 8760',
  (value) => Number.isInteger(value) && value >= 1 && value <= 8_760,
);

const variables = record(isVariableName, templated(isVariableValue), MAX_VARIABLES);

const limits = object<ResourceLimits>({
  memoryMb: optional(isMemory, { mayBeNull: true }),
  cpus: optional(areCpus, { mayBeNull: true }),
});

const service = object<TemplateService>({
  name: required(text(isServiceName)),
  repository: required(text(isRepositoryName)),
  branch: required(templated(isBranchName)),
  commit: optional(text(isCommitId)),
  containerPort: optional(isPort),
  healthPath: optional(text(isHealthPath)),
  variables: optional(variables),
  limits: optional(limits),
  dependsOn: optional(list(text(isServiceName), { max: MAX_SERVICES })),
  follows: optional(flag()),
});

const parameter = object<TemplateParameter>({
  name: required(text(isParameterName)),
  label: optional(text(atMost(100))),
  default: optional(text(isParameterValue)),
  pattern: optional(text(isPattern)),
  choices: optional(list(text(isParameterValue), { min: 1, max: MAX_CHOICES })),
});

const OVERRIDES: Readonly<Record<TemplateOverride['kind'], Reader<TemplateOverride>>> = {
  instance: object<{ kind: 'instance' }>({ kind: required(anyText()) }),
  baseline: object<{ kind: 'baseline' }>({ kind: required(anyText()) }),
  sandbox: object<{ kind: 'sandbox'; sandbox: string }>({
    kind: required(anyText()),
    sandbox: required(text(isSandboxName)),
  }),
  url: object<{ kind: 'url'; url: string }>({
    kind: required(anyText()),
    url: required(text(isRouteTarget)),
  }),
};

/** Everything that can be said about a template by looking at one part of it at a time. */
export const readContent = object<TemplateContent>({
  description: optional(text(atMost(500))),
  environment: optional(text(isEntryName)),
  ttlHours: optional(areHours),
  labels: optional(record(isLabelKey, templated(isLabelValue), MAX_LABELS)),
  parameters: optional(list(parameter, { max: MAX_PARAMETERS })),
  variables: optional(variables),
  services: required(list(service, { min: 1, max: MAX_SERVICES })),
  overrides: optional(record(isServiceName, override, MAX_SERVICES)),
});

/** The grammar of places whose text is more than a value, so that what is filled in can break it. */
export const FILLED_IN: Readonly<Record<'branch' | 'label', TextRule>> = {
  branch: isBranchName,
  label: isLabelValue,
};

/** A text with placeholders: right when it is right with a letter in the place of each. */
function templated(rule: TextRule): Reader<string> {
  const plain = text(rule);
  return (node, report) => {
    if (node.kind !== 'scalar' || node.text === null) return plain(node, report);
    const marks = placeholdersIn(node.text);
    const bad = marks.filter(({ name }) => name === null);
    for (const mark of bad)
      report({ place: node.place, near: mark.text, message: notAPlaceholder(mark.text) });
    if (bad.length > 0) return undefined;

    const standIns = new Map(marks.map(({ name }) => [name!, 'x']));
    const isRight = plain({ ...node, text: fillIn(node.text, standIns) }, report) !== undefined;
    return isRight ? node.text : undefined;
  };
}

function override(
  ...[node, report]: Parameters<Reader<TemplateOverride>>
): ReturnType<Reader<TemplateOverride>> {
  const kind = node.kind === 'map' ? node.entries.find(({ key }) => key === 'kind')?.value : undefined;
  const kinds = Object.keys(OVERRIDES);
  if (!kind) {
    const { place } = node;
    report({ place, message: `${place.name} needs a kind: ${kinds.join(', ')}` });
    return undefined;
  }
  const name = text(oneOf(kinds))(kind, report) as TemplateOverride['kind'] | undefined;
  return name && OVERRIDES[name](node, report);
}

/** Looked at before. */
function anyText<T extends string>(): Reader<T> {
  return text(() => null) as Reader<string> as Reader<T>;
}

function notAPlaceholder(mark: string): string {
  return `${mark} is no parameter: write \${name} in lower-case letters, digits and _, or $${mark} for the text itself`;
}

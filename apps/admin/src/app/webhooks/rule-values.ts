import {
  type CreatePullRequestRuleRequest,
  type PullRequestRuleView,
  type TemplateParameter,
} from '@sdp/protocol';

const DEFAULT_NAME = 'pr-{repository}-{number}';
const DEFAULT_MOST = 5;
const TARGET = /^[A-Za-z0-9._/+#@*-]{1,200}$/;
const MOST_TARGETS = 20;

/** A rule for pull requests as its form has it. */
export interface RuleValues {
  repository: string;
  templateId: string;
  /** Empty: the branch of every service of the repository. */
  branchParameter: string;
  namePattern: string;
  /** Separated by commas or blanks. */
  targets: string;
  ttlHours: number | null;
  maxSandboxes: number | null;
}

export function valuesOf(rule: PullRequestRuleView | undefined, repository: string): RuleValues {
  return {
    repository: rule?.repository ?? repository,
    templateId: rule?.templateId ?? '',
    branchParameter: rule?.branchParameter ?? '',
    namePattern: rule?.namePattern ?? DEFAULT_NAME,
    targets: rule?.targetBranches.join(', ') ?? '',
    ttlHours: rule?.ttlHours ?? null,
    maxSandboxes: rule?.maxSandboxes ?? DEFAULT_MOST,
  };
}

/** What is left as the template has it is not sent: a new version of the template may have it otherwise. */
export function ruleRequest(
  { targets, branchParameter, maxSandboxes, ...values }: RuleValues,
  typed: Readonly<Record<string, string>>,
  parameters: readonly TemplateParameter[],
): CreatePullRequestRuleRequest {
  const own = parameters
    .filter(({ name }) => name !== branchParameter)
    .map(({ name, default: preset = '' }) => ({ name, value: typed[name] ?? preset, preset }))
    .filter(({ value, preset }) => value !== preset);
  return {
    ...values,
    branchParameter: branchParameter || null,
    parameters: Object.fromEntries(own.map(({ name, value }) => [name, value])),
    targetBranches: targetsIn(targets),
    maxSandboxes: maxSandboxes ?? DEFAULT_MOST,
  };
}

export function targetsIn(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter(Boolean))];
}

export function areTargets(text: string): boolean {
  const targets = targetsIn(text);
  return targets.length <= MOST_TARGETS && targets.every((target) => TARGET.test(target));
}

/** The parameter that takes the branch, by its name, where a template has such a one. */
export function likelyBranchParameter(parameters: readonly TemplateParameter[]): string {
  return parameters.find(({ name }) => name === 'branch')?.name ?? '';
}

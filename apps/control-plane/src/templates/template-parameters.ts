import { type TemplateContent } from '@sdp/protocol';
import { isBranchName, isLabelValue } from './content/grammar.js';
import { quoted } from './content/located.js';
import { parameterValues } from './content/parameters.js';
import { render, type Rendering } from './content/render.js';
import { unusableFields } from './templates.errors.js';

type Texts = Readonly<Record<string, string>>;

/**
 * What a sandbox gets of a content with these values. @throws DomainError `invalid-input`, by parameter and by what
 * its value makes unusable.
 */
export function renderWith(content: TemplateContent, given: Texts): Rendering {
  const found = parameterValues(content.parameters ?? [], given);
  if ('problems' in found) throw unusableFields(underParameters(found.problems));

  const rendering = render(content, found.values);
  const problems = problemsOf(rendering);
  if (Object.keys(problems).length > 0) throw unusableFields(problems);
  return rendering;
}

/** Of what was given, that which this content asks for. */
export function stillAskedFor(content: TemplateContent, given: Texts): Record<string, string> {
  const names = new Set((content.parameters ?? []).map(({ name }) => name));
  return Object.fromEntries(Object.entries(given).filter(([name]) => names.has(name)));
}

/** What was given, and the defaults of what was not. */
export function withDefaults({ parameters = [] }: TemplateContent, given: Texts): Record<string, string> {
  const defaults = parameters.flatMap(({ name, default: preset }) =>
    preset === undefined ? [] : [[name, preset]],
  );
  return { ...Object.fromEntries(defaults), ...given };
}

/** Values that fit their parameters can still make something that is none. */
function problemsOf({ services, labels = {} }: Rendering): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const { name, branch } of services) {
    const problem = isBranchName(branch);
    if (problem)
      problems[`services.${name}.branch`] = `the branch of ${name} becomes ${quoted(branch)}, but ${problem}`;
  }
  for (const [key, value] of Object.entries(labels)) {
    const problem = isLabelValue(value);
    if (problem) problems[`labels.${key}`] = `the label ${key} becomes ${quoted(value)}, but ${problem}`;
  }
  return problems;
}

function underParameters(problems: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(problems).map(([name, problem]) => [
      `parameters.${name}`,
      `the parameter ${name} ${problem}`,
    ]),
  );
}

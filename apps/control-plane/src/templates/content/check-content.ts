import { type TemplateContent } from '@sdp/protocol';
import { readContent } from './content-schema.js';
import { Findings } from './findings.js';
import { type Located, type Problem } from './located.js';
import { ParameterSense } from './parameter-sense.js';
import { ServiceSense, type Surroundings } from './service-sense.js';
import { tidyContent } from './tidy-content.js';

export type CheckedContent = { content: TemplateContent } | { problems: Problem[] };

/** The content of a template, or everything that is wrong with it, at once. */
export function checkContent(root: Located, surroundings: Surroundings): CheckedContent {
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  const draft = readContent(root, report);
  if (draft) {
    const findings = new Findings(root, report);
    new ServiceSense(draft, surroundings, findings).check();
    new ParameterSense(draft, findings).check();
  }
  return problems.length > 0 ? { problems } : { content: tidyContent(draft as TemplateContent) };
}

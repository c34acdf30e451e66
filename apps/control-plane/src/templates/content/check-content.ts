import { type TemplateContent } from '@sdp/protocol';
import { readContent } from './content-schema.js';
import { ContentSense, type Surroundings } from './content-sense.js';
import { type Located, type Problem } from './located.js';
import { tidyContent } from './tidy-content.js';

export type CheckedContent = { content: TemplateContent } | { problems: Problem[] };

/** The content of a template, or everything that is wrong with it, at once. */
export function checkContent(root: Located, surroundings: Surroundings): CheckedContent {
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  const draft = readContent(root, report);
  if (draft) new ContentSense(draft, root, surroundings, report).check();
  return problems.length > 0 ? { problems } : { content: tidyContent(draft as TemplateContent) };
}

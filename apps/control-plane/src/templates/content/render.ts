import { type TemplateContent } from '@sdp/protocol';
import { fillIn } from './placeholders.js';
import { tidyContent } from './tidy-content.js';

/**
 * What a sandbox made from a template looks like, every placeholder filled in. When it expires is no part of it: that is
 * counted from its first day.
 */
export type Rendering = Omit<TemplateContent, 'parameters' | 'ttlHours'>;

export function render(content: TemplateContent, values: ReadonlyMap<string, string>): Rendering {
  const { description, environment, labels, variables, services, overrides } = content;
  const filled = (texts: Record<string, string> | undefined) =>
    texts && Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, fillIn(text, values)]));
  return tidyContent({
    description,
    environment,
    labels: filled(labels),
    variables: filled(variables),
    services: services.map((service) => ({
      ...service,
      branch: fillIn(service.branch, values),
      variables: filled(service.variables),
    })),
    overrides,
  });
}

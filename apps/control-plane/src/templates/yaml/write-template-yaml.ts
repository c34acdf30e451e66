import { type TemplateContent, type TemplateOverride } from '@sdp/protocol';
import { Document, isCollection, isMap, isScalar, type Scalar, visit, YAMLMap } from 'yaml';
import { PARTS } from '../content/settings.js';
import { tidyContent } from '../content/tidy-content.js';

/** A template as YAML for people: comments on top, blank lines between the parts, services and parameters by name. */
export function writeTemplateYaml(name: string, version: number, content: TemplateContent): string {
  const { parameters, services, overrides, ...rest } = tidyContent(content);
  const document = new Document(
    inOrder({
      name,
      ...rest,
      parameters: parameters && byName(parameters),
      services: byName(services),
      overrides: overrides && Object.fromEntries(Object.entries(overrides).map(shortened)),
    }),
    { aliasDuplicateObjects: false },
  );
  document.commentBefore = [
    ` Template ${name} of the Sandbox Deployment Platform, version ${version}.`,
    ' Change what you like and import it: as a new version of this template, or, with another name, as a new one.',
    ' ${name} in a branch, a variable or a label stands for the parameter of that name; $${ is a plain ${.',
  ].join('\n');
  layOut(document);
  return document.toString({ lineWidth: 0, singleQuote: true });
}

const ORDER = ['name', ...PARTS];

function inOrder(parts: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(ORDER.filter((key) => parts[key] !== undefined).map((key) => [key, parts[key]]));
}

function byName<T extends { name: string }>(list: readonly T[]): Record<string, Omit<T, 'name'>> {
  return Object.fromEntries(list.map(({ name, ...rest }) => [name, rest]));
}

function shortened([service, override]: [string, TemplateOverride]): [string, unknown] {
  if (override.kind === 'sandbox') return [service, { sandbox: override.sandbox }];
  return [service, override.kind === 'url' ? { url: override.url } : override.kind];
}

/** Blank lines before each part and each service; lists and overrides on one line; nothing where nothing is said. */
function layOut(document: Document): void {
  if (!isMap(document.contents)) return;
  for (const { key, value } of document.contents.items) {
    if (isCollection(value)) spaced(key);
    if (isScalar(key) && key.value === 'services' && isMap(value))
      for (const { key: service } of value.items.slice(1)) spaced(service);
    if (isScalar(key) && key.value === 'overrides' && isMap(value))
      for (const { value: override } of value.items) if (override instanceof YAMLMap) override.flow = true;
  }
  visit(document, {
    Seq: (_, list) => void (list.flow = true),
    Map: (_, map) => void (map.flow ||= map.items.length === 0),
  });
}

function spaced(key: unknown): void {
  (key as Scalar).spaceBefore = true;
}

import { GATEWAY_SERVICE, type TemplateContent, type TemplateParameter } from '@sdp/protocol';
import { FILLED_IN } from './content-schema.js';
import { findCycle } from './cycles.js';
import { find, type Located, type Problem, quoted } from './located.js';
import { parameterProblem } from './parameters.js';
import { fillIn, placeholdersIn } from './placeholders.js';
import { type Draft, type TextRule } from './readers.js';
import { didYouMean } from './suggestions.js';

/** Names that exist, for what a template refers to. */
export interface Surroundings {
  repositories: ReadonlySet<string>;
  environments: ReadonlySet<string>;
  sandboxes: ReadonlySet<string>;
}

/** A text in which parameters can be used. */
interface TemplatedText {
  path: (string | number)[];
  text: string;
  /** What it has to be once it is filled in. */
  rule: TextRule | null;
}

/** Everything that can be said about a template only by looking at several parts of it together. */
export class ContentSense {
  private readonly services: Draft<TemplateContent['services']>;
  private readonly parameters: (Draft<TemplateParameter> | undefined)[];

  constructor(
    private readonly content: Draft<TemplateContent>,
    private readonly root: Located,
    private readonly surroundings: Surroundings,
    private readonly report: (problem: Problem) => void,
  ) {
    this.services = content.services ?? [];
    this.parameters = content.parameters ?? [];
  }

  check(): void {
    this.checkDuplicates();
    this.checkReferences();
    this.checkDependencies();
    this.checkParameters();
    this.checkPlaceholders();
  }

  private checkDuplicates(): void {
    this.eachOnce(this.services.map((one, index) => [one?.name, ['services', index, 'name']]));
    this.eachOnce(this.parameters.map((one, index) => [one?.name, ['parameters', index, 'name']]));
    for (const [index, one] of this.services.entries())
      this.eachOnce(one?.dependsOn?.map((name, at) => [name, ['services', index, 'dependsOn', at]]));
    for (const [index, one] of this.parameters.entries())
      this.eachOnce(one?.choices?.map((choice, at) => [choice, ['parameters', index, 'choices', at]]));
  }

  private checkReferences(): void {
    const { repositories, environments, sandboxes } = this.surroundings;
    this.known('environment', this.content.environment, environments, ['environment']);
    for (const [index, one] of this.services.entries())
      this.known('repository', one?.repository, repositories, ['services', index, 'repository']);

    const services = new Set(this.services.map((one) => one?.name));
    for (const [service, override] of Object.entries(this.content.overrides ?? {})) {
      if (service === GATEWAY_SERVICE)
        this.tell(['overrides', service], `${service} is the gateway itself: it has no route to override`);
      if (override?.kind === 'sandbox')
        this.known('sandbox', override.sandbox, sandboxes, ['overrides', service, 'sandbox']);
      if (override?.kind === 'instance' && !services.has(service))
        this.tell(
          ['overrides', service],
          `the template has no service ${service} that the override could lead to`,
        );
    }
  }

  private checkDependencies(): void {
    const names = new Set(this.services.flatMap((one) => one?.name ?? []));
    const graph = new Map<string, string[]>();
    for (const [index, one] of this.services.entries()) {
      for (const [at, name] of one?.dependsOn?.entries() ?? [])
        this.known('service of this template', name, names, ['services', index, 'dependsOn', at]);
      const needed = one?.dependsOn?.filter((name) => name !== undefined) ?? [];
      if (one?.name) graph.set(one.name, [...(graph.get(one.name) ?? []), ...needed]);
    }
    const cycle = findCycle(graph);
    if (!cycle) return;
    const index = this.services.findIndex((one) => one?.name === cycle[0]);
    this.tell(['services', index, 'dependsOn'], `dependsOn goes in a circle: ${cycle.join(' → ')}`);
  }

  private checkParameters(): void {
    for (const [index, one] of this.parameters.entries()) {
      const { pattern, choices, default: preset } = one ?? {};
      // Choices say all; and whoever gives many of both would have each matched with each save.
      if (pattern !== undefined && choices !== undefined)
        this.tell(
          ['parameters', index, 'pattern'],
          'a pattern is of no use beside choices; remove one of them',
        );
      else if (preset !== undefined) {
        const rules = { pattern, choices: choices?.filter((choice) => choice !== undefined) };
        const problem = parameterProblem(rules, preset);
        if (problem) this.tell(['parameters', index, 'default'], `${quoted(preset)} ${problem}`);
      }
    }
  }

  private checkPlaceholders(): void {
    const parameters = new Map(this.parameters.flatMap((one) => (one?.name ? [[one.name, one]] : [])));
    for (const { path, text, rule } of templatedTexts(this.content))
      for (const { name, text: near } of placeholdersIn(text)) {
        const parameter = parameters.get(name!);
        if (!parameter) {
          const message = `${near} is no parameter of this template${didYouMean(name!, parameters.keys())}`;
          this.tell(path, message, { near, needsWhole: true });
        } else if (rule) this.fillsIn(path, text, rule, parameter);
      }

    const used = new Set(
      ['labels', 'variables', 'services'].flatMap((part) => namesIn(find(this.root, part))),
    );
    for (const [index, one] of this.parameters.entries())
      if (one?.name && !used.has(one.name)) this.unused(index, one.name);
  }

  /** What is known of a parameter's values must give something usable. */
  private fillsIn(
    path: TemplatedText['path'],
    text: string,
    rule: TextRule,
    { name, choices, default: preset }: Draft<TemplateParameter>,
  ): void {
    const standIns = new Map(placeholdersIn(text).map((mark) => [mark.name!, 'x']));
    for (const value of new Set([...(choices ?? []), preset])) {
      if (value === undefined) continue;
      const filled = fillIn(text, standIns.set(name!, value));
      const problem = rule(filled);
      if (problem) this.tell(path, `with ${name} ${quoted(value)} it is ${quoted(filled)}, which ${problem}`);
    }
  }

  private unused(index: number, name: string): void {
    const message = `the parameter ${name} is not used: write \${${name}} into a branch, a variable or a label, or remove it`;
    this.tell(['parameters', index, 'name'], message, { needsWhole: true });
  }

  private known(
    what: string,
    name: string | undefined,
    names: ReadonlySet<string>,
    path: TemplatedText['path'],
  ): void {
    if (name === undefined || names.has(name)) return;
    this.tell(path, `there is no ${what} ${quoted(name)}${didYouMean(name, names)}`, { needsWhole: true });
  }

  private eachOnce(entries: [string | undefined, TemplatedText['path']][] = []): void {
    const seen = new Set<string>();
    for (const [name, path] of entries) {
      if (name === undefined) continue;
      if (seen.has(name)) this.tell(path, `${quoted(name)} is there twice`);
      seen.add(name);
    }
  }

  private tell(path: TemplatedText['path'], message: string, more: Partial<Problem> = {}): void {
    this.report({ place: (find(this.root, ...path) ?? this.root).place, message, ...more });
  }
}

/** Every parameter that is meant somewhere, in texts that are wrong otherwise, too. */
function namesIn(node: Located | undefined): (string | null)[] {
  if (node?.kind === 'list') return node.items.flatMap(namesIn);
  if (node?.kind === 'map') return node.entries.flatMap(({ value }) => namesIn(value));
  return placeholdersIn(node?.text ?? '').map(({ name }) => name);
}

function templatedTexts({ labels, variables, services }: Draft<TemplateContent>): TemplatedText[] {
  const textsOf = (
    values: Draft<Record<string, string>> | undefined,
    path: TemplatedText['path'],
    rule = null,
  ) =>
    Object.entries(values ?? {}).flatMap(([key, text]) =>
      text === undefined ? [] : [{ path: [...path, key], text, rule }],
    );
  return [
    ...textsOf(labels, ['labels']).map((one) => ({ ...one, rule: FILLED_IN.label })),
    ...textsOf(variables, ['variables']),
    ...(services ?? []).flatMap((one, index) => [
      ...(one?.branch
        ? [{ path: ['services', index, 'branch'], text: one.branch, rule: FILLED_IN.branch }]
        : []),
      ...textsOf(one?.variables, ['services', index, 'variables']),
    ]),
  ];
}

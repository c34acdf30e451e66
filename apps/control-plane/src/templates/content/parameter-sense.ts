import { type TemplateContent, type TemplateParameter } from '@sdp/protocol';
import { FILLED_IN } from './content-schema.js';
import { type Findings, type Path } from './findings.js';
import { type Located, quoted } from './located.js';
import { parameterProblem } from './parameters.js';
import { fillIn, placeholdersIn } from './placeholders.js';
import { type Draft, type TextRule } from './readers.js';
import { didYouMean } from './suggestions.js';

/** A text in which parameters can be used. */
interface TemplatedText {
  path: Path;
  text: string;
  /** What it has to be once it is filled in. */
  rule: TextRule | null;
}

/** Whether parameters fit where they are used, and are used at all. */
export class ParameterSense {
  private readonly parameters: (Draft<TemplateParameter> | undefined)[];

  constructor(
    private readonly content: Draft<TemplateContent>,
    private readonly findings: Findings,
  ) {
    this.parameters = content.parameters ?? [];
  }

  check(): void {
    this.checkNames();
    this.checkValues();
    this.checkPlaceholders();
    this.checkUse();
  }

  private checkNames(): void {
    this.findings.eachOnce(this.parameters.map((one, index) => [one?.name, ['parameters', index, 'name']]));
    for (const [index, one] of this.parameters.entries())
      this.findings.eachOnce(
        one?.choices?.map((choice, at) => [choice, ['parameters', index, 'choices', at]]),
      );
  }

  private checkValues(): void {
    for (const [index, one] of this.parameters.entries()) {
      const { pattern, choices, default: preset } = one ?? {};
      // Choices say all; and whoever gives many of both would have each matched with each save.
      if (pattern !== undefined && choices !== undefined)
        this.findings.tell(
          ['parameters', index, 'pattern'],
          'a pattern is of no use beside choices; remove one of them',
        );
      else if (preset !== undefined) {
        const rules = { pattern, choices: choices?.filter((choice) => choice !== undefined) };
        const problem = parameterProblem(rules, preset);
        if (problem) this.findings.tell(['parameters', index, 'default'], `${quoted(preset)} ${problem}`);
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
          this.findings.tell(path, message, { near, needsWhole: true });
        } else if (rule) this.fillsIn(path, text, rule, parameter);
      }
  }

  private checkUse(): void {
    const used = new Set(
      ['labels', 'variables', 'services'].flatMap((part) => namesIn(this.findings.at(part))),
    );
    for (const [index, one] of this.parameters.entries())
      if (one?.name && !used.has(one.name)) this.unused(index, one.name);
  }

  /** What is known of a parameter's values must give something usable. */
  private fillsIn(
    path: Path,
    text: string,
    rule: TextRule,
    { name, choices, default: preset }: Draft<TemplateParameter>,
  ): void {
    const standIns = new Map(placeholdersIn(text).map((mark) => [mark.name!, 'x']));
    for (const value of new Set([...(choices ?? []), preset])) {
      if (value === undefined) continue;
      const filled = fillIn(text, standIns.set(name!, value));
      const problem = rule(filled);
      if (problem)
        this.findings.tell(path, `with ${name} ${quoted(value)} it is ${quoted(filled)}, which ${problem}`);
    }
  }

  private unused(index: number, name: string): void {
    const message = `the parameter ${name} is not used: write \${${name}} into a branch, a variable or a label, or remove it`;
    this.findings.tell(['parameters', index, 'name'], message, { needsWhole: true });
  }
}

/** Every parameter that is meant somewhere, in texts that are wrong otherwise, too. */
function namesIn(node: Located | undefined): (string | null)[] {
  if (node?.kind === 'list') return node.items.flatMap(namesIn);
  if (node?.kind === 'map') return node.entries.flatMap(({ value }) => namesIn(value));
  return placeholdersIn(node?.text ?? '').map(({ name }) => name);
}

function templatedTexts({ labels, variables, services }: Draft<TemplateContent>): TemplatedText[] {
  const textsOf = (values: Draft<Record<string, string>> | undefined, path: Path, rule = null) =>
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

import { type TemplateContent, type TemplateProblem } from '@sdp/protocol';
import { LineCounter } from 'yaml';
import { checkContent } from '../content/check-content.js';
import { type Surroundings } from '../content/service-sense.js';
import { isEntryName } from '../content/grammar.js';
import { type Located, type LocatedMap, type Problem, quoted } from '../content/located.js';
import { text as readText } from '../content/readers.js';
import { parseYaml } from './parse-yaml.js';
import { fromYamlForm } from './yaml-form.js';

/** Nobody reads more. */
const MAX_PROBLEMS = 100;

export type TemplateFromYaml = { name: string; content: TemplateContent } | { problems: TemplateProblem[] };

/**
 * A template as it was exported, or written by hand. Everything that is wrong with it is told at once, in the order in
 * which it stands there. `ownName` is the name it must have.
 */
export function readTemplateYaml(
  text: string,
  surroundings: Surroundings,
  ownName?: string,
): TemplateFromYaml {
  const { root, problems: syntax } = parseYaml(text);
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);

  const { name, rest } = withoutName(root);
  const readName = root && nameOf(name, root, ownName, report);
  const checked = rest && checkContent(fromYamlForm(rest, report), surroundings);
  if (checked && 'problems' in checked) problems.push(...checked.problems);

  const all = [...syntax, ...believable(problems, syntax)];
  if (all.length > 0 || !readName || !checked || 'problems' in checked)
    return { problems: placed(all, text) };
  return { name: readName, content: checked.content };
}

function withoutName(root: Located | undefined): { name: Located | undefined; rest: Located | undefined } {
  if (root?.kind !== 'map') return { name: undefined, rest: root };
  const own = root.entries.find(({ key }) => key === 'name');
  const rest: LocatedMap = { ...root, entries: root.entries.filter((entry) => entry !== own) };
  return { name: own?.value, rest };
}

function nameOf(
  node: Located | undefined,
  { place, kind }: Located,
  ownName: string | undefined,
  report: (problem: Problem) => void,
): string | undefined {
  if (!node) {
    if (kind === 'map') report({ place, message: 'the template needs a name', needsWhole: true });
    return undefined;
  }
  const name = readText(isEntryName)(node, report);
  if (name !== undefined && ownName !== undefined && name !== ownName) {
    const message = `this is ${quoted(name)}, not a version of ${quoted(ownName)}; change the name or import it as a new template`;
    report({ place: node.place, message });
  }
  return name;
}

/** After the first thing that is no YAML, nothing can be said for sure, nor about what is missing. */
function believable(problems: Problem[], syntax: Problem[]): Problem[] {
  if (syntax.length === 0) return problems;
  const end = syntax.reduce((first, { place }) => Math.min(first, place.offset ?? 0), Infinity);
  return problems.filter(({ place, needsWhole }) => !needsWhole && (place.end ?? place.offset ?? 0) <= end);
}

function placed(problems: Problem[], text: string): TemplateProblem[] {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);

  return problems
    .map((problem) => ({ offset: offsetOf(problem, text), message: problem.message }))
    .sort((a, b) => a.offset - b.offset)
    .slice(0, MAX_PROBLEMS)
    .map(({ offset, message }) => {
      const { line, col } = lines.linePos(offset);
      return { line, column: col, message };
    });
}

function offsetOf({ place, near }: Problem, text: string): number {
  const offset = place.offset ?? 0;
  const found = near === undefined ? -1 : text.indexOf(near, offset);
  return found >= 0 && found < (place.end ?? text.length) ? found : offset;
}

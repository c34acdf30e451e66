import {
  type CST,
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Parser,
  Scalar,
  type YAMLParseError,
} from 'yaml';
import { type Located, type LocatedEntry, type Place, type Problem } from '../content/located.js';

/** More than any template needs; the composer recurses, so what is deeper never gets there. */
const MAX_DEPTH = 20;

const IN_OTHER_WORDS: Partial<Record<YAMLParseError['code'], string>> = {
  TAB_AS_INDENT: 'a tab cannot indent in YAML; use spaces',
  MULTIPLE_DOCS: 'a second document begins here; there can be one only',
  BAD_ALIAS: 'aliases (*name) are not possible here; write out what is meant',
  MULTILINE_IMPLICIT_KEY:
    'this is neither a key nor a value; is a colon missing, or are there too many spaces before it?',
  BAD_INDENT: 'the spaces before this do not fit those of the lines around it',
};

export interface ParsedYaml {
  /** Undefined when nothing could be made of it. */
  root: Located | undefined;
  /** What is no YAML, or YAML that is not possible here. */
  problems: Problem[];
}

/**
 * YAML 1.2 with the place of everything in it. Nothing in it is ever executed or multiplied: no tags, no directives, no
 * anchors and aliases, a limited depth. A text may be written without quotes whatever it looks like (`1.20`, `true`).
 */
export function parseYaml(text: string): ParsedYaml {
  const tokens = [...new Parser().parse(text)];
  const refused = refusedTokens(tokens);
  if (refused.length > 0) return { root: undefined, problems: refused };

  const documents = [...new Composer({ uniqueKeys: false }).compose(tokens, true, text.length)];
  const problems = documents.flatMap(({ errors }) => errors.map(syntaxProblem));
  if (documents.length > 1) problems.push(problemAt(documents[1]!.range[0], IN_OTHER_WORDS.MULTIPLE_DOCS!));
  return { root: locateDocument(documents[0], problems), problems };
}

/** Tokens are nested as what they stand for is; looked at without recursion. */
function refusedTokens(tokens: CST.Token[]): Problem[] {
  const problems: Problem[] = [];
  let level: CST.Token[] = tokens;
  for (let depth = 0; level.length > 0; depth++) {
    const [first] = level;
    if (depth > MAX_DEPTH)
      return [problemAt(first!.offset, `this is nested deeper than ${MAX_DEPTH} levels`)];
    for (const { type, offset } of level)
      if (type === 'directive') problems.push(problemAt(offset, 'directives (%…) are not possible here'));
    level = level.flatMap(children);
  }
  return problems;
}

function children(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) =>
    [key, value].filter((one) => one !== null && one !== undefined),
  );
}

function syntaxProblem({ code, message, pos: [offset] }: YAMLParseError): Problem {
  return problemAt(offset, IN_OTHER_WORDS[code] ?? message.replace(/[.:]$/, ''));
}

function problemAt(offset: number, message: string): Problem {
  return { place: { path: '', name: 'template', offset }, message };
}

function locateDocument(document: Document.Parsed | undefined, problems: Problem[]): Located | undefined {
  const root: Place = { path: '', name: 'template', offset: 0, end: 0 };
  return document?.contents ? locate(document.contents, root, problems) : nothing(root);
}

function locate(node: Node, within: Place, problems: Problem[]): Located {
  const [offset, end] = node.range ?? [within.offset ?? 0, within.end ?? 0];
  const place = { ...within, offset, end };
  refuseReferences(node, place, problems);

  if (isMap(node))
    return { kind: 'map', place, entries: node.items.flatMap((pair) => entryOf(pair, place, problems)) };
  if (isSeq(node)) {
    const items = node.items.map((item, index) => {
      const within = {
        ...place,
        path: join(place, String(index)),
        name: `entry ${index + 1} of ${place.name}`,
      };
      return locate(item as Node, within, problems);
    });
    return { kind: 'list', place, items };
  }
  return isScalar(node) ? scalarOf(node, place) : nothing(place);
}

function entryOf({ key, value }: Pair<unknown, unknown>, parent: Place, problems: Problem[]): LocatedEntry[] {
  const keyNode = locate(key as Node, parent, problems);
  if (keyNode.kind !== 'scalar' || keyNode.text === null) {
    problems.push({ place: keyNode.place, message: 'a name before a colon must be a text' });
    return [];
  }
  const keyPlace = { ...keyNode.place, path: join(parent, keyNode.text), name: keyNode.text };
  const located = value ? locate(value as Node, keyPlace, problems) : nothing(keyPlace);
  return [{ key: keyNode.text, keyPlace, value: located }];
}

/** A text without quotes is read as it is written: `1.20` stays `1.20`. */
function scalarOf({ value, type, source }: Scalar, place: Place): Located {
  const isPlain = type === Scalar.PLAIN;
  const isNull = value === null;
  const text = isPlain ? (source ?? '') : String(value);
  return {
    kind: 'scalar',
    place,
    text: isNull ? null : text,
    number: typeof value === 'number' ? value : null,
    flag: typeof value === 'boolean' ? value : null,
    isNull,
  };
}

function refuseReferences(node: Node, place: Place, problems: Problem[]): void {
  const refuse = (message: string) => problems.push({ place, message });
  if (isAlias(node)) refuse(`the alias *${node.source} is not possible here; write out what is meant`);
  else if (node.anchor) refuse(`the anchor &${node.anchor} is not possible here; remove it`);
  if (node.tag) refuse(`the tag ${node.tag} is not possible here; remove it`);
}

function nothing(place: Place): Located {
  return { kind: 'scalar', place, text: null, number: null, flag: null, isNull: true };
}

function join(parent: Place, step: string): string {
  return parent.path ? `${parent.path}.${step}` : step;
}

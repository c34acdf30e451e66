import {
  type Located,
  type LocatedEntry,
  type LocatedMap,
  type Place,
  type Problem,
} from '../content/located.js';

type Report = (problem: Problem) => void;

/**
 * In YAML, services and parameters are kept by name, and overrides are short, since that reads better:
 * `catalog: baseline`, `payments: { sandbox: team-b }`. Here they become what they are in JSON. What is written as in
 * JSON already, lists and kinds, stays as it is: so a content from the API can be pasted.
 */
export function fromYamlForm(root: Located, report: Report): Located {
  if (root.kind !== 'map') return root;
  const entries = root.entries.map((entry): LocatedEntry => {
    if (entry.key === 'services' || entry.key === 'parameters')
      return { ...entry, value: listOf(entry.value, report) };
    if (entry.key === 'overrides') return { ...entry, value: overridesOf(entry.value, report) };
    return entry;
  });
  return { ...root, entries };
}

function listOf(node: Located, report: Report): Located {
  if (node.kind !== 'map') return node;
  const items = node.entries.map(({ key, keyPlace, value }): Located => {
    const content = value.kind === 'scalar' && value.isNull ? aMap(value.place, []) : value;
    return content.kind === 'map' ? withName(content, key, keyPlace, report) : content;
  });
  return { kind: 'list', place: node.place, items };
}

function withName(map: LocatedMap, key: string, keyPlace: Place, report: Report): Located {
  const own = map.entries.find((entry) => entry.key === 'name');
  if (own) {
    const message = `the name is what stands before the colon, ${JSON.stringify(key)}; remove this one`;
    report({ place: own.keyPlace, message });
  }
  const name = entryOf('name', key, keyPlace);
  return aMap(keyPlace, [name, ...map.entries.filter((entry) => entry !== own)]);
}

function overridesOf(node: Located, report: Report): Located {
  if (node.kind !== 'map') return node;
  return aMap(
    node.place,
    node.entries.map((entry) => ({ ...entry, value: overrideOf(entry.value, report) })),
  );
}

function overrideOf(node: Located, report: Report): Located {
  if (node.kind === 'scalar' && (node.text === 'baseline' || node.text === 'instance'))
    return aMap(node.place, [entryOf('kind', node.text, node.place)]);

  const [only, ...more] = node.kind === 'map' ? node.entries : [];
  if (node.kind === 'map' && node.entries.some(({ key }) => key === 'kind')) return node;
  if (only && more.length === 0 && (only.key === 'sandbox' || only.key === 'url'))
    return aMap(node.place, [entryOf('kind', only.key, only.keyPlace), only]);

  const { place } = node;
  const message = `${place.name} must be "baseline", "instance", "sandbox: <its name>" or "url: <an address>"`;
  report({ place, message });
  return aMap(place, [entryOf('kind', 'baseline', place)]);
}

function aMap(place: Place, entries: LocatedEntry[]): LocatedMap {
  return { kind: 'map', place, entries };
}

function entryOf(key: string, text: string, place: Place): LocatedEntry {
  const named = { ...place, name: key };
  return {
    key,
    keyPlace: named,
    value: { kind: 'scalar', place: named, text, number: null, flag: null, isNull: false },
  };
}

import { type Located, type Place } from './located.js';

/** Places of a JSON value: paths such as `content.services.0.branch`. */
export function locateJson(value: unknown, place: Place): Located {
  if (Array.isArray(value)) {
    const items = value.map((item, index) =>
      locateJson(item, { path: `${place.path}.${index}`, name: `entry ${index + 1} of ${place.name}` }),
    );
    return { kind: 'list', place, items };
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, child]) => {
      const keyPlace = { path: `${place.path}.${key}`, name: key };
      return { key, keyPlace, value: locateJson(child, keyPlace) };
    });
    return { kind: 'map', place, entries };
  }
  return {
    kind: 'scalar',
    place,
    text: typeof value === 'string' ? value : null,
    number: typeof value === 'number' ? value : null,
    flag: typeof value === 'boolean' ? value : null,
    isNull: value === null || value === undefined,
  };
}

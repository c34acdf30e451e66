import { IsTextMap } from '../../validation/text-map.decorator.js';

const MAX_ENTRIES = 100;
const MAX_LENGTH = 1_000;

/** Texts by name; what names and texts have to be is the template's say. */
export function AreTexts(documentation: {
  example: Record<string, string>;
  description?: string;
}): PropertyDecorator {
  return IsTextMap('areTexts', documentation, (entries) => {
    const isFine =
      entries.length <= MAX_ENTRIES &&
      entries.every(([, text]) => typeof text === 'string' && text.length <= MAX_LENGTH);
    return isFine ? null : `must be an object of at most ${MAX_ENTRIES} short texts`;
  });
}

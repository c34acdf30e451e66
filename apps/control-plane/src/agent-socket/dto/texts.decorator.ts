import { EntriesAre } from '../../validation/text-map.decorator.js';

interface TextsLimits {
  maxEntries: number;
  maxLength: number;
}

/** An object whose values are texts. */
export function IsTexts({ maxEntries, maxLength }: TextsLimits): PropertyDecorator {
  return EntriesAre('isTexts', (entries) => {
    const isFine =
      entries.length <= maxEntries &&
      entries.every(([, text]) => typeof text === 'string' && text.length <= maxLength);
    return isFine ? null : `must be at most ${maxEntries} texts of ${maxLength} characters`;
  });
}

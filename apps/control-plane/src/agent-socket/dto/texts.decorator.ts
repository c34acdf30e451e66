import { ValidateBy } from 'class-validator';

export interface TextsLimits {
  maxEntries: number;
  maxLength: number;
}

/** An object whose values are texts. */
export function IsTexts({ maxEntries, maxLength }: TextsLimits): PropertyDecorator {
  return ValidateBy({
    name: 'isTexts',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.keys(value).length <= maxEntries &&
        Object.values(value).every((text) => typeof text === 'string' && text.length <= maxLength),
      defaultMessage: () => `$property must be at most ${maxEntries} texts of ${maxLength} characters`,
    },
  });
}

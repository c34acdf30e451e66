import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { MayBeAbsent } from './absent.decorator.js';

interface Documentation {
  example: Record<string, string>;
  description?: string;
  /** What its values look like. */
  pattern?: string;
}

/** What is wrong with an object's entries, in words that follow the property's name; null when nothing is. */
type EntriesProblem = (entries: readonly [string, unknown][]) => string | null;

/** An object that may be absent, whose values are texts. */
export function IsTextMap(
  name: string,
  { pattern, ...documentation }: Documentation,
  problemOf: EntriesProblem,
): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      type: 'object',
      additionalProperties: { type: 'string', ...(pattern ? { pattern } : {}) },
      ...documentation,
    }),
    MayBeAbsent(),
    EntriesAre(name, problemOf),
  );
}

export function EntriesAre(name: string, problemOf: EntriesProblem): PropertyDecorator {
  const problemIn = (value: unknown) =>
    isPlainObject(value) ? problemOf(Object.entries(value)) : 'must be an object of texts';
  return ValidateBy({
    name,
    validator: {
      validate: (value) => problemIn(value) === null,
      defaultMessage: (context) => `$property ${problemIn(context?.value)}`,
    },
  });
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

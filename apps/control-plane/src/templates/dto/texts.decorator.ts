import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { MayBeAbsent } from '../../validation/absent.decorator.js';

const MAX_ENTRIES = 100;
const MAX_LENGTH = 1_000;

/** Texts by name; what names and texts have to be is the template's say. */
export function AreTexts(documentation: { example: Record<string, string>; description?: string }) {
  return applyDecorators(
    ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' }, ...documentation }),
    MayBeAbsent(),
    ValidateBy({
      name: 'areTexts',
      validator: {
        validate: areTexts,
        defaultMessage: () => `$property must be an object of at most ${MAX_ENTRIES} short texts`,
      },
    }),
  );
}

function areTexts(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const texts = Object.values(value);
  return (
    texts.length <= MAX_ENTRIES &&
    texts.every((text) => typeof text === 'string' && text.length <= MAX_LENGTH)
  );
}

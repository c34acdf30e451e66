import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { LABEL } from '@sdp/protocol';
import { ValidateBy } from 'class-validator';
import { MayBeAbsent } from './absent.decorator.js';

export const MAX_LABELS = 30;

/** Keys and values by which sandboxes are found. */
export function IsLabels(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      type: 'object',
      additionalProperties: { type: 'string', pattern: LABEL.source },
      example: { team: 'checkout', ticket: 'SHOP-123' },
    }),
    MayBeAbsent(),
    ValidateBy({
      name: 'isLabels',
      validator: {
        validate: (value) => problemOf(value) === null,
        defaultMessage: (context) => `$property ${problemOf(context?.value)}`,
      },
    }),
  );
}

function problemOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'must be an object of texts';
  const entries: [string, unknown][] = Object.entries(value);
  if (entries.length > MAX_LABELS) return `must not have more than ${MAX_LABELS} entries`;
  const bad = entries.flat().find((text) => typeof text !== 'string' || !LABEL.test(text));
  if (bad === undefined) return null;
  return `has ${JSON.stringify(bad)?.slice(0, 80)}; keys and values are 1 to 60 letters, digits and ._-/, starting with a letter or digit`;
}

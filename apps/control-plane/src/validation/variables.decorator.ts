import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { VARIABLE_NAME } from '@sdp/protocol';
import { ValidateBy } from 'class-validator';
import { MayBeAbsent } from './absent.decorator.js';

const MAX_VARIABLES = 500;
const MAX_VALUE_LENGTH = 32_768;

/** Key/value variables of a sandbox or an instance. */
export function IsVariables(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      type: 'object',
      additionalProperties: { type: 'string' },
      example: { catalog_url: 'http://catalog' },
    }),
    MayBeAbsent(),
    ValidateBy({
      name: 'isVariables',
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
  const entries = Object.entries(value);
  if (entries.length > MAX_VARIABLES) return `must not have more than ${MAX_VARIABLES} entries`;

  const badName = entries.find(([name]) => !VARIABLE_NAME.test(name));
  if (badName)
    return `has the name ${JSON.stringify(badName[0].slice(0, 80))}; names are letters, digits and _, not starting with a digit`;
  const badValue = entries.find(([, text]) => !isUsableValue(text));
  if (badValue)
    return `has a bad value for ${badValue[0]}; values are texts of at most ${MAX_VALUE_LENGTH} characters without NUL`;
  return null;
}

function isUsableValue(value: unknown): boolean {
  return typeof value === 'string' && value.length <= MAX_VALUE_LENGTH && !value.includes('\0');
}

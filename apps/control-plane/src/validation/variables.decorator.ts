import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { MayBeAbsent } from './absent.decorator.js';
import { MAX_VARIABLES, variableNameProblem, variableValueProblem } from './variable-rules.js';

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

  for (const [name, text] of entries) {
    const nameProblem = variableNameProblem(name);
    if (nameProblem) return nameProblem;
    const valueProblem = variableValueProblem(text);
    if (valueProblem) return `has a bad value for ${name}; values are ${valueProblem}`;
  }
  return null;
}

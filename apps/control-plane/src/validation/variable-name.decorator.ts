import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { VARIABLE_NAME } from '@sdp/protocol';
import { ValidateBy, type ValidationOptions } from 'class-validator';
import { variableNameProblem, variableValueProblem } from './variable-rules.js';

export function IsVariableName(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ pattern: VARIABLE_NAME.source, example: 'DATABASE_URL', maxLength: 120 }),
    AreVariableNames(),
  );
}

/** For a list, with `{ each: true }`. */
export function AreVariableNames(options: ValidationOptions = {}): PropertyDecorator {
  const validator = {
    validate: (value: unknown) => variableNameProblem(value) === null,
    defaultMessage: () => '$property must be letters, digits and _, at most 120, not starting with a digit',
  };
  return ValidateBy({ name: 'isVariableName', validator }, options);
}

/** Never quotes the value: it may be a secret. */
export function IsVariableValue(): PropertyDecorator {
  const validator = {
    validate: (value: unknown) => variableValueProblem(value) === null,
    defaultMessage: () => `$property must be one of the ${variableValueProblem(null)}`,
  };
  return ValidateBy({ name: 'isVariableValue', validator });
}

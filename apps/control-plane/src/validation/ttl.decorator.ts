import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min, ValidateIf } from 'class-validator';

const LONGEST_HOURS = 24 * 365;

/** For how many hours from now; `null` is for ever. */
export function IsTtlHours({ isOptional = false } = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: Number,
      nullable: true,
      required: !isOptional,
      minimum: 1,
      maximum: LONGEST_HOURS,
      example: 72,
      description: 'Hours from now; null for never (ops).',
    }),
    IsInt(),
    Min(1),
    Max(LONGEST_HOURS),
    isOptional ? MayBeAbsentOrNull() : ValidateIf((_, value) => value !== null),
  );
}

function MayBeAbsentOrNull(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined && value !== null);
}

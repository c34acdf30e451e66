import { ValidateIf } from 'class-validator';

/** The field may be left out. Unlike `IsOptional` of class-validator, `null` is not left out. */
export function MayBeAbsent(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}

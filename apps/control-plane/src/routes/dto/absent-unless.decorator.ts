import { applyDecorators } from '@nestjs/common';
import { ValidateBy, ValidateIf } from 'class-validator';

/** The field belongs to one value of another field: there it is required, elsewhere it has to be left out. */
export function IsAbsentUnless(field: string, value: string): PropertyDecorator {
  const isExpected = (object: unknown) => (object as Record<string, unknown>)[field] === value;
  return applyDecorators(
    ValidateIf((object, own) => isExpected(object) || own !== undefined),
    ValidateBy({
      name: 'isAbsentUnless',
      validator: {
        validate: (_, context) => isExpected(context?.object),
        defaultMessage: () => `$property is for ${field} ${value} only`,
      },
    }),
  );
}

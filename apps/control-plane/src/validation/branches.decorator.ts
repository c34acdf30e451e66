import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { BRANCH_NAME, SERVICE_NAME } from '@sdp/protocol';
import { ValidateBy } from 'class-validator';
import { MayBeAbsent } from './absent.decorator.js';

/** Branches by service. */
export function AreBranches(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      type: 'object',
      additionalProperties: { type: 'string', pattern: BRANCH_NAME.source },
      example: { orders: 'feature/discount' },
      description: 'By service; the branch of the original when left out.',
    }),
    MayBeAbsent(),
    ValidateBy({
      name: 'areBranches',
      validator: {
        validate: areBranches,
        defaultMessage: () => '$property must have names of branches, by the name of the service',
      },
    }),
  );
}

function areBranches(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([service, branch]) =>
      SERVICE_NAME.test(service) && typeof branch === 'string' && BRANCH_NAME.test(branch),
  );
}

import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import { type ValidationError } from 'class-validator';
import { DomainError } from '../errors/domain-error.js';
import { refuseHostileShape } from './hostile-shape.js';

/**
 * Checks every body, query and socket payload against the class of the parameter it goes to. A field that nobody
 * knows is refused: it is a mistake, or an attempt.
 */
@Injectable()
export class InputPipe extends ValidationPipe {
  constructor() {
    super({ transform: true, whitelist: true, forbidNonWhitelisted: true, exceptionFactory: invalidInput });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type !== 'custom') refuseHostileShape(value);
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

function invalidInput(errors: ValidationError[]): DomainError {
  const problems = errors.flatMap((error) => problemsOf(error, ''));
  const fields = Object.fromEntries(problems.map(({ field, rule }) => [field, rule]));
  const message = problems.map(({ rule }) => rule).join('; ');
  return new DomainError('invalid-input', `The input is not usable: ${message}.`, { details: { fields } });
}

function problemsOf(error: ValidationError, parent: string): { field: string; rule: string }[] {
  const field = `${parent}${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((rule) => ({ field, rule: `${parent}${rule}` }));
  return [...own, ...(error.children ?? []).flatMap((child) => problemsOf(child, `${field}.`))];
}

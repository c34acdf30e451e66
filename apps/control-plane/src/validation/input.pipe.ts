import {
  type ArgumentMetadata,
  Injectable,
  ValidationPipe,
  type ValidationPipeOptions,
} from '@nestjs/common';
import { type ValidationError } from 'class-validator';
import { DomainError } from '../errors/domain-error.js';
import { refuseHostileShape } from './hostile-shape.js';

class InputPipe extends ValidationPipe {
  constructor(options: ValidationPipeOptions) {
    super({ transform: true, whitelist: true, exceptionFactory: invalidInput, ...options });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type !== 'custom') refuseHostileShape(value);
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

/** For people and their programs: a field we do not know is a mistake worth hearing about. */
@Injectable()
export class RestInputPipe extends InputPipe {
  constructor() {
    super({ forbidNonWhitelisted: true });
  }
}

/** For sockets: unknown fields are dropped, so that an agent one version ahead is still understood. */
@Injectable()
export class SocketInputPipe extends InputPipe {
  constructor() {
    super({ forbidNonWhitelisted: false });
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

import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import {
  BRANCH_NAME,
  COMMIT_ID,
  ENVIRONMENT_NAME,
  REPOSITORY_NAME,
  SANDBOX_NAME,
  SERVICE_NAME,
  TEMPLATE_NAME,
} from '@sdp/protocol';
import { Matches, ValidateBy } from 'class-validator';
import { MayBeAbsent } from './absent.decorator.js';

interface NameOptions {
  isOptional?: boolean;
}

export const IsSandboxName = named(
  SANDBOX_NAME,
  'must be 2 to 40 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen',
  'checkout-fix',
);
export const IsServiceName = named(
  SERVICE_NAME,
  'must be 2 to 40 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen',
  'orders',
);
export const IsEnvironmentName = named(
  ENVIRONMENT_NAME,
  'must be 2 to 60 lower-case letters, digits, dots, underscores and hyphens, with a letter or digit at both ends',
  'integration',
);
export const IsTemplateName = named(
  TEMPLATE_NAME,
  'must be 2 to 60 lower-case letters, digits, dots, underscores and hyphens, with a letter or digit at both ends',
  'checkout',
);
export const IsRepositoryName = named(
  REPOSITORY_NAME,
  'must be 1 to 80 letters, digits, dots, hyphens and underscores, starting with a letter or digit',
  'orders',
);
export const IsBranchName = named(
  BRANCH_NAME,
  'must be a branch name of letters, digits and ._/+#@-, not starting with a hyphen, dot or slash',
  'feature/discount',
);
export const IsCommitId = named(
  COMMIT_ID,
  'must be a full commit id of 40 lower-case hex digits',
  'a'.repeat(40),
);

function named(pattern: RegExp, rule: string, example: string) {
  return ({ isOptional = false }: NameOptions = {}): PropertyDecorator =>
    applyDecorators(
      ApiProperty({ pattern: pattern.source, example, required: !isOptional, type: String }),
      Matches(pattern, { message: `$property ${rule}` }),
      ...(isOptional ? [MayBeAbsent()] : []),
    );
}

/** `http(s)://host[:port]/path`, without credentials, query or fragment; which hosts are allowed is the agent's say. */
export function IsRemoteUrl(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ example: 'https://bitbucket.example.com/scm/shop/orders.git', maxLength: 2_000 }),
    ValidateBy({
      name: 'isRemoteUrl',
      validator: {
        validate: isRemoteUrl,
        defaultMessage: () =>
          '$property must be an https URL of a git repository, without user, password or query',
      },
    }),
  );
}

function isRemoteUrl(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > 2_000 || !/^https?:\/\/[\x21-\x7e]+$/.test(value))
    return false;
  const url = URL.parse(value);
  return (
    url !== null && !url.username && !url.password && !url.search && !url.hash && url.pathname.length > 1
  );
}

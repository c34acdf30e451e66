import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';
import { type TokenScope } from '@sdp/protocol';

export const TOKEN_SCOPE = 'sdp:tokenScope';

/** Opens a route to tokens that have this scope, within what their person may. Every other route refuses tokens. */
export const ForTokens = (scope: TokenScope): MethodDecorator =>
  applyDecorators(
    SetMetadata(TOKEN_SCOPE, scope),
    ApiSecurity('cookie'),
    ApiSecurity('token'),
    ApiExtension('x-token-scope', scope),
  );

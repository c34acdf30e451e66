import { type OpenAPIObject } from '@nestjs/swagger';
import { ERROR_CODES, type ErrorCode } from '@sdp/protocol';
import { HTTP_STATUS } from '../errors/http-status.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Refusal = ReturnType<typeof answer>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const SCHEMA = 'ErrorBody';

/** Adds to every operation how it answers when it refuses; what an operation says itself stays. */
export function withErrors(document: OpenAPIObject): OpenAPIObject {
  for (const [path, operations] of Object.entries(document.paths))
    for (const method of METHODS) {
      const operation = operations[method];
      if (!operation) continue;
      for (const [status, error] of Object.entries(errorsOf(path, method, operation)))
        operation.responses[status] = Object.assign(error, operation.responses[status]);
    }
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, [SCHEMA]: errorBody },
  };
  return document;
}

function errorsOf(
  path: string,
  method: (typeof METHODS)[number],
  operation: Operation,
): Record<string, Refusal> {
  const isPublic = operation.security?.length === 1 && Object.keys(operation.security[0]!).length === 0;
  const takesInput = operation.requestBody !== undefined || (operation.parameters ?? []).length > 0;
  const statuses = [
    ...(takesInput ? [400] : []),
    ...(isPublic ? [] : [401, 403]),
    ...(path.includes('{') ? [404] : []),
    ...(method === 'get' || isPublic ? [] : [409]),
    ...Object.keys(operation.responses)
      .map(Number)
      .filter((status) => status >= 400),
  ];
  const errors = statuses.map((status) => [String(status), answer(codesOf(status))] as const);
  return { ...Object.fromEntries(errors), default: answer('Every other error.') };
}

function codesOf(status: number): string {
  const codes = (Object.keys(HTTP_STATUS) as ErrorCode[]).filter((code) => HTTP_STATUS[code] === status);
  return codes.map((code) => `\`${code}\``).join(', ');
}

function answer(description: string) {
  const schema = { $ref: `#/components/schemas/${SCHEMA}` };
  return { description, content: { 'application/json': { schema } } };
}

const errorBody = {
  type: 'object' as const,
  required: ['error'],
  properties: {
    error: {
      type: 'object' as const,
      required: ['code', 'message'],
      properties: {
        code: { type: 'string' as const, enum: [...ERROR_CODES] },
        message: {
          type: 'string' as const,
          description: 'What happened, to what, and what to do next.',
          example: 'There is no sandbox with this id. Reload the list.',
        },
        details: { type: 'object' as const, additionalProperties: true },
        blame: { type: 'string' as const, enum: ['app', 'platform'] },
        retryable: {
          type: 'boolean' as const,
          description: 'Whether the same request may succeed when tried again.',
        },
        requestId: {
          type: 'string' as const,
          description: 'The log lines about this request have it, as the header `X-Request-Id` does.',
        },
        errorId: {
          type: 'string' as const,
          description: 'Of code `internal`: the log line with the reason.',
        },
      },
    },
  },
};

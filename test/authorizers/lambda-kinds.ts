import { expect } from 'vitest';
import type { ApiType } from '../../src/model/definition/api.ts';
import type { Authorizer } from '../../src/model/definition/authorizer.ts';
import { CUSTOM, type Gate, gate, requestAuthorizer, type Seen, tokenAuthorizer } from './gate.ts';

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly errorType?: string;
}

/** How AWS ends its 403: docs/aws/rest-api.md#authorizer-outcomes */
export const SILENT = ' because no identity-based policy allows the execute-api:Invoke action';
export const DENY = ' with an explicit deny in an identity-based policy';

export const REST = {
  pass: { status: 200, body: 'in' },
  unauthorized: { status: 401, body: '{"message":"Unauthorized"}', errorType: 'UnauthorizedException' },
  silent: {
    status: 403,
    body: `{"Message":"User is not authorized to access this resource${SILENT}"}`,
    errorType: 'AccessDeniedException',
  },
  deny: {
    status: 403,
    body: `{"Message":"User is not authorized to access this resource${DENY}"}`,
    errorType: 'AccessDeniedException',
  },
  fails: { status: 500, body: '{"message":null}', errorType: 'AuthorizerConfigurationException' },
};
export const HTTP = {
  pass: { status: 200, body: 'in' },
  unauthorized: { status: 401, body: '{"message":"Unauthorized"}' },
  silent: { status: 403, body: '{"message":"Forbidden"}' },
  deny: { status: 403, body: '{"message":"Forbidden"}' },
  fails: { status: 500, body: '{"message":"Internal Server Error"}' },
};
export const WEBSOCKET = {
  pass: { status: 101, body: '' },
  unauthorized: { status: 401, body: '{"message":"Unauthorized"}' },
  silent: { status: 403, body: `{"message":"User is not authorized to access this resource${SILENT}"}` },
  deny: { status: 403, body: `{"message":"User is not authorized to access this resource${DENY}"}` },
  fails: { status: 500, body: '{"message":"Internal server error"}' },
};

export interface Kind {
  readonly name: string;
  readonly api: ApiType;
  readonly authorizer: Authorizer;
  readonly answers: Readonly<Record<keyof typeof REST, Answer>>;
}

export const KINDS: readonly Kind[] = [
  { name: 'REST TOKEN', api: 'rest', authorizer: tokenAuthorizer(), answers: REST },
  { name: 'REST REQUEST', api: 'rest', authorizer: requestAuthorizer('rest'), answers: REST },
  {
    name: 'HTTP 1.0',
    api: 'http',
    authorizer: requestAuthorizer('http', { payloadFormatVersion: '1.0' }),
    answers: HTTP,
  },
  { name: 'HTTP 2.0', api: 'http', authorizer: requestAuthorizer('http'), answers: HTTP },
  { name: 'WebSocket', api: 'websocket', authorizer: requestAuthorizer('websocket'), answers: WEBSOCKET },
];

export const CREDENTIALS = [
  ['Ticket', 't1'],
  ['Authorization', 'Bearer t1'],
] as const;

export function ask(kind: Kind, decide: (event: unknown) => unknown): { door: Gate; answer: Promise<Seen> } {
  const door = gate(kind.api, { authorization: CUSTOM, authorizers: [kind.authorizer], decide });
  return { door, answer: door.send({ headers: CREDENTIALS }) };
}

export function expectAnswer(seen: Seen, wanted: Answer): void {
  expect({ status: seen.status, body: seen.body }).toEqual({ status: wanted.status, body: wanted.body });
  if (wanted.errorType) expect(seen.headers['x-amzn-errortype']).toBe(wanted.errorType);
  if (wanted.status >= 400) expect(seen.headers['content-type']).toBe('application/json');
  expect(seen.headers).not.toHaveProperty('www-authenticate');
}

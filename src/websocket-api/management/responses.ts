import type { ClientResponse } from '../../model/http/messages.ts';
import type { Ids } from '../../model/base/ids.ts';

/**
 * How the API's port answers plain HTTP (docs/aws/websocket-api.md#endpoints and docs/aws/websocket-api.md#connections-errors). SDKs choose
 * the error class by `x-amzn-ErrorType`.
 */
export type PlainError =
  | 'Gone'
  | 'InvalidConnectionId'
  | 'Forbidden'
  | 'MissingAuthenticationToken'
  | 'PayloadTooLarge'
  | 'BodyIncomplete'
  | 'LimitExceeded'
  | 'Unreachable'
  | 'NoMethod'
  | 'UpgradeRequired';

interface Wording {
  readonly status: number;
  readonly errorType?: string;
  /** Absent: an empty body. `detail` is what the error speaks of. */
  readonly message?: (detail: string) => string;
}

const wordings: Readonly<Record<PlainError, Wording>> = {
  // Recorded: the body is empty, so SDKs show no message.
  Gone: { status: 410, errorType: 'GoneException' },
  // The status is recorded, the text inferred.
  InvalidConnectionId: {
    status: 400,
    errorType: 'BadRequestException',
    message: (id) => `Invalid connectionId: ${id}`,
  },
  Forbidden: { status: 403, errorType: 'ForbiddenException', message: () => 'Forbidden' },
  MissingAuthenticationToken: {
    status: 403,
    errorType: 'MissingAuthenticationTokenException',
    message: () => 'Missing Authentication Token',
  },
  // Status and error type are documented, the text is not known.
  PayloadTooLarge: { status: 413, errorType: 'PayloadTooLargeException', message: () => 'Request Too Long' },
  // For the journal: the client has gone and reads no answer.
  BodyIncomplete: { status: 400, message: () => 'Bad Request' },
  LimitExceeded: { status: 429, errorType: 'LimitExceededException', message: () => 'Too Many Requests' },
  // Not AWS's: another emulator has the connection and could not be asked. SDKs try again.
  Unreachable: {
    status: 503,
    errorType: 'ServiceUnavailableException',
    message: () => 'The emulator that has the connection could not be reached',
  },
  // Recorded 2020, for a custom domain with the stage in the path.
  NoMethod: { status: 404, message: (detail) => `No method found matching route ${detail}.` },
  // One suite that runs against AWS expects 426; other reports show 403 (docs/aws/websocket-api.md#endpoints).
  UpgradeRequired: { status: 426, message: () => 'Upgrade Required' },
};

export function failure(error: PlainError, ids: Ids, detail = ''): ClientResponse {
  const wording = wordings[error];
  const body = wording.message ? JSON.stringify({ message: wording.message(detail) }) : null;
  return {
    statusCode: wording.status,
    headers: [
      ...identification(ids),
      ...(wording.errorType === undefined ? [] : [['x-amzn-ErrorType', wording.errorType] as const]),
      ...(body === null ? [] : [['Content-Type', 'application/json'] as const]),
      ...(error === 'UpgradeRequired' ? UPGRADE : []),
    ],
    body,
  };
}

export function success(statusCode: number, ids: Ids, value?: unknown): ClientResponse {
  if (value === undefined) return { statusCode, headers: identification(ids), body: null };
  return {
    statusCode,
    headers: [...identification(ids), ['Content-Type', 'application/json']],
    body: JSON.stringify(value),
  };
}

const UPGRADE = [
  ['Upgrade', 'websocket'],
  ['Connection', 'Upgrade'],
] as const;

function identification(ids: Ids): (readonly [string, string])[] {
  return [
    ['x-amzn-RequestId', ids.uuid()],
    ['x-amz-apigw-id', ids.extended()],
  ];
}

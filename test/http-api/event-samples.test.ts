// Events recorded on AWS (masked), rebuilt from the request that must have caused them: docs/aws/http-api.md#event-v2,
// docs/aws/http-api.md#jwt-authorizers, docs/aws/http-api.md#lambda-authorizers, docs/aws/http-api.md#iam-authorization.
import { describe, expect, test } from 'vitest';
import type { Authorization } from '../../src/authorizers/contract.ts';
import type { RequestContextV2 } from '../../src/http-api/events/event-v2.ts';
import type { HttpRoute } from '../../src/model/definition/http-api.ts';
import type { ClientRequest } from '../../src/model/http/messages.ts';
import { samplesMissing, unlessSkipped } from '../shared-folder.ts';
import { sample } from './event-samples.ts';
import { ask, httpApi, onlyEvent, route, stage, world } from './harness.ts';
import type { World } from './harness.ts';

interface Recorded {
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly requestContext: RequestContextV2;
  readonly stageVariables?: Readonly<Record<string, string>>;
  readonly routeArn?: string;
}

/** Headers that the gateway adds by itself; a rebuilt request must not bring them. */
const ADDED = new Set(['x-amzn-trace-id', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto']);

function requestBehind(recorded: Recorded): ClientRequest {
  const headers = Object.entries(recorded.headers).filter(([name]) => !ADDED.has(name));
  const cookie = recorded.cookies ? [['Cookie', recorded.cookies.join('; ')] as const] : [];
  const path = recorded.rawPath.replaceAll(' ', '%20');
  return {
    ...ask(recorded.requestContext.http.method, path, { headers: [...headers, ...cookie], ...bodyBehind(recorded) }),
    rawQuery: recorded.rawQueryString,
    sourceIp: recorded.requestContext.http.sourceIp,
  };
}

function worldBehind(recorded: Recorded, authorization: HttpRoute['authorization'], who: Authorization): World {
  const { apiId, routeKey, accountId, stage: name, requestId, timeEpoch, domainName } = recorded.requestContext;
  const region = domainName.split('.')[2] ?? '';
  const made = world({
    api: httpApi({
      id: apiId,
      ...stage(name, { variables: recorded.stageVariables ?? {} }),
      routes: [route(routeKey, {}, { authorization })],
      authorizers: {
        lambda: {
          type: 'request',
          name: 'lambda',
          id: 'abc123',
          lambda: { functionName: 'auth' },
          identitySources: ['$request.header.Authorization'],
          ttl: 0,
          payloadFormatVersion: '2.0',
          simpleResponses: true,
        },
      },
    }),
    authorize: () => Promise.resolve(who),
    services: {
      region,
      accountId,
      ids: {
        extended: () => requestId,
        traceRoot: () => (recorded.headers['x-amzn-trace-id'] ?? '').replace('Root=', ''),
      },
      now: timeEpoch,
    },
  });
  return made;
}

/** The cookie sample had a body of 41 bytes that was taken out of it, its Content-Length left: any JSON text of that length will do. */
function bodyBehind({ headers }: Recorded): { body?: string } {
  const length = Number(headers['content-length']);
  return length === 0 ? {} : { body: '1'.repeat(length) };
}

function withBody(event: Recorded): unknown {
  const others = Object.entries(event).filter(([name]) => name !== 'body');
  return { ...Object.fromEntries(others), ...bodyBehind(event) };
}

const NONE = { type: 'NONE' } as const;
const JWT = { type: 'JWT', authorizer: 'users', scopes: [] } as const;
const CUSTOM = { type: 'CUSTOM', authorizer: 'lambda' } as const;

const cases: readonly (readonly [name: string, authorization: HttpRoute['authorization']])[] = [
  ['lambda-dotnet__cookies-get-multiple-httpapi-v2-request', NONE],
  ['lambda-dotnet__encode-plus-in-resource-path-httpapi-v2', NONE],
  ['lambda-dotnet__encode-slash-in-resource-path-httpapi-v2', NONE],
  ['lambda-dotnet__encode-space-in-resource-path-httpapi-v2', NONE],
  ['lambda-dotnet__trailing-slash-in-path-httpapi-v2', NONE],
  ['lambda-dotnet__values-get-all-httpapi-v2-with-stage', NONE],
  ['lambda-dotnet__values-get-querystring-httpapi-v2-mv-request', NONE],
  ['powertools-ts__apigw-http-iam-auth', { type: 'AWS_IAM' }],
  ['powertools-ts__apigw-http-jwt-authorizer-auth', JWT],
  ['powertools-ts__apigw-http-lambda-authorizer-auth', CUSTOM],
  ['powertools-ts__apigw-http-no-auth', CUSTOM],
];

describe.skipIf(samplesMissing)(unlessSkipped('recorded events of payload 2.0'), () => {
  test.each(cases)('%s is rebuilt field by field', async (name, authorization) => {
    const recorded = sample(name) as Recorded;
    const made = worldBehind(recorded, authorization, recordedCaller(recorded));
    await made.handle(requestBehind(recorded));
    expect(onlyEvent(made)).toEqual(withBody(recorded));
  });

  test('the event of a REQUEST authorizer in format 2.0 is rebuilt field by field', async () => {
    const recorded = sample('powertools-ts__apigw-http-authorizer-request') as Recorded;
    const made = worldBehind(recorded, CUSTOM, {});
    await made.handle(requestBehind(recorded));
    const [asked] = made.authorizations;
    const identity = asked?.identitySource('$request.header.Authorization') ?? '';
    expect(structuredClone(asked?.event([identity]))).toEqual(recorded);
    expect(asked?.methodArn).toBe(recorded.routeArn);
  });
});

function recordedCaller({ requestContext: { authorizer } }: Recorded): Authorization {
  if (!authorizer) return {};
  if ('jwt' in authorizer) return authorizer.jwt;
  if ('lambda' in authorizer) return authorizer.lambda === null ? {} : { context: authorizer.lambda };
  const { cognitoIdentity: _cognito, ...iam } = authorizer.iam;
  return { iam: iam as unknown as NonNullable<Authorization['iam']> };
}

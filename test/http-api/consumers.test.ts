// Consumers as judges: frameworks and validators that people run behind API Gateway take our events and give answers that we understand.
import awsLambdaFastify from '@fastify/aws-lambda';
import {
  APIGatewayProxyEventV2Schema,
  APIGatewayRequestAuthorizerEventV2Schema,
} from '@aws-lambda-powertools/parser/schemas/api-gatewayv2';
import { APIGatewayProxyEventSchema } from '@aws-lambda-powertools/parser/schemas/api-gateway';
import express from 'express';
import type { Request, Response } from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import serverless from 'serverless-http';
import { describe, expect, test } from 'vitest';
import type { Authorization } from '../../src/authorizers/contract.ts';
import type { RouteAuthorization } from '../../src/model/definition/authorizer.ts';
import type { ClientRequest, ClientResponse } from '../../src/model/http/messages.ts';
import { invocationResult } from '../invocation-result.ts';
import { ask, bodyText, headerLines, onlyEvent, route, world } from './harness.ts';

type Format = '1.0' | '2.0';
type Handler = (event: never, context: never) => unknown;

/** What each framework's app answers: everything it understood of the request, two cookies, and a status of its own. */
interface Echo {
  readonly method: string;
  readonly path: string;
  readonly query: unknown;
  readonly header: string | undefined;
  readonly cookie: string | undefined;
  readonly body: string;
}

const hono = new Hono();
hono.all('*', async (context) => {
  const echo: Echo = {
    method: context.req.method,
    path: context.req.path,
    query: context.req.queries('q'),
    header: context.req.header('X-Mine'),
    cookie: context.req.header('Cookie'),
    body: await context.req.text(),
  };
  context.header('Set-Cookie', 'a=1', { append: true });
  context.header('Set-Cookie', 'b=2', { append: true });
  return context.json(echo, 201);
});

const fastifyApp = fastify();
fastifyApp.removeAllContentTypeParsers();
fastifyApp.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
fastifyApp.all('*', (request, reply) => {
  const { q } = request.query as { q: string | string[] };
  const echo: Echo = {
    method: request.method,
    path: request.url.split('?')[0] ?? '',
    query: Array.isArray(q) ? q : q.split(','),
    header: request.headers['x-mine'] as string,
    cookie: request.headers.cookie,
    body: (request.body as string | undefined) ?? '',
  };
  return reply.code(201).header('set-cookie', ['a=1', 'b=2']).send(echo);
});

const expressApp = express();
expressApp.use(express.text({ type: '*/*' }));
expressApp.use((request: Request, response: Response) => {
  const { q } = request.query as { q: string | string[] };
  const echo: Echo = {
    method: request.method,
    path: request.path,
    query: Array.isArray(q) ? q : q.split(','),
    header: request.get('X-Mine'),
    cookie: request.get('Cookie'),
    body: typeof request.body === 'string' ? request.body : '',
  };
  response.status(201).append('Set-Cookie', 'a=1').append('Set-Cookie', 'b=2').json(echo);
});

const adapters: readonly (readonly [name: string, handler: Handler])[] = [
  ['Hono', handle(hono) as Handler],
  ['Fastify', awsLambdaFastify(fastifyApp) as Handler],
  ['Express through serverless-http', serverless(expressApp)],
];

async function through(handler: Handler, request: ClientRequest, format: Format): Promise<ClientResponse> {
  const made = world({
    api: { routes: [route('ANY /{proxy+}', { payloadFormatVersion: format })] },
    invoke: async (call) => {
      const context = { callbackWaitsForEmptyEventLoop: true, getRemainingTimeInMillis: () => 1000 };
      return invocationResult(
        JSON.stringify(await handler(structuredClone(call.event) as never, context as never)) ?? 'null',
      );
    },
  });
  return made.handle(request);
}

describe.each(adapters)('%s', (_name, handler) => {
  test.each<Format>(['1.0', '2.0'])('serves a POST through payload format %s', async (format) => {
    const headers = [
      ['X-Mine', 'mine'],
      ['Cookie', 'c=3; d=4'],
      ['Content-Type', 'application/json'],
    ] as const;
    const request = ask('POST', '/orders/7?q=1&q=2', { headers, body: '{"a":"é"}' });
    const response = await through(handler, request, format);
    expect(response.statusCode).toBe(201);
    const echo = JSON.parse(await bodyText(response)) as Echo;
    expect({ ...echo, query: String(echo.query) }).toEqual({
      method: 'POST',
      path: '/orders/7',
      query: '1,2',
      header: 'mine',
      cookie: expect.stringMatching(/^c=3; ?d=4$/) as unknown,
      body: '{"a":"é"}',
    });
    expect(headerLines(response, 'content-type')[0]).toMatch(/^application\/json/);
    expect(headerLines(response, 'set-cookie')).toEqual(['a=1', 'b=2']);
  });

  test('serves a bare GET', async () => {
    const response = await through(handler, ask('GET', '/?q=x'), '2.0');
    expect(JSON.parse(await bodyText(response))).toMatchObject({ method: 'GET', path: '/', body: '' });
  });

  test('receives a form that arrives in base64', async () => {
    const headers = [['Content-Type', 'application/x-www-form-urlencoded']] as const;
    const response = await through(handler, ask('POST', '/?q=x', { headers, body: 'a=b&c=d' }), '2.0');
    expect(JSON.parse(await bodyText(response))).toMatchObject({ body: 'a=b&c=d' });
  });
});

async function eventFor(
  request: ClientRequest,
  format: Format,
  authorization?: RouteAuthorization,
  who: Authorization = {},
) {
  const made = world({
    api: { routes: [route('ANY /{proxy+}', { payloadFormatVersion: format }, authorization ? { authorization } : {})] },
    authorize: () => Promise.resolve(who),
  });
  await made.handle(request);
  return { event: onlyEvent(made), asked: made.authorizations[0] };
}

const iam = {
  accessKey: 'AKID',
  accountId: '123456789012',
  callerId: 'CALLER',
  userArn: 'arn:aws:iam::123456789012:user/alice',
  userId: 'USER',
  principalOrgId: null,
};

const callers: readonly (readonly [string, RouteAuthorization | undefined, Authorization])[] = [
  ['nobody', undefined, {}],
  ['a JWT', { type: 'JWT', authorizer: 'users', scopes: [] }, { claims: { sub: 'x' }, scopes: null }],
  ['a Lambda authorizer', { type: 'CUSTOM', authorizer: 'session' }, { context: { a: 1 } }],
  ['IAM', { type: 'AWS_IAM' }, { iam }],
];

const FULL = ask('POST', '/a%20b?q=1&q=2&k', {
  headers: [
    ['Cookie', 'a=1; b=2'],
    ['User-Agent', 'curl/8'],
    ['Content-Type', 'application/json'],
  ],
  body: '{}',
});

describe("Powertools' schemas", () => {
  test.each(callers)('accept the event of payload 2.0 of %s', async (_who, authorization, who) => {
    const { event } = await eventFor(FULL, '2.0', authorization, who);
    expect(APIGatewayProxyEventV2Schema.parse(event)).toMatchObject({ rawPath: '/a b', body: '{}' });
  });

  test('accept the bare event', async () => {
    expect(
      APIGatewayProxyEventV2Schema.safeParse((await eventFor(ask('GET', '/'), '2.0')).event).error,
    ).toBeUndefined();
  });

  test('accept the event of a REQUEST authorizer', async () => {
    const { asked } = await eventFor(FULL, '2.0', { type: 'CUSTOM', authorizer: 'session' });
    const event = structuredClone(asked?.event(['a=1; b=2']));
    expect(APIGatewayRequestAuthorizerEventV2Schema.parse(event)).toMatchObject({ type: 'REQUEST' });
  });

  test('made for REST, accept the event of payload 1.0', async () => {
    expect(APIGatewayProxyEventSchema.safeParse((await eventFor(FULL, '1.0')).event).error).toBeUndefined();
  });
});

import type { FunctionUrl } from '../../../src/model/definition/function.ts';
import type { Clock } from '../../../src/model/base/clock.ts';
import type { Credential } from '../../../src/model/definition/authorizer.ts';
import type { FrontEnd } from '../../../src/model/http/front-end.ts';
import type { LambdaInvoker } from '../../../src/model/lambda/invocation.ts';
import type { ClientRequest, ClientResponse } from '../../../src/model/http/messages.ts';
import type { Exchange } from '../../../src/observability/exchange.ts';
import { compileFunctionUrl } from '../../../src/server/function-url/index.ts';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { serviceOf } from '../../lambda/service-under-test.ts';

/** 2026-01-20T10:00:00Z. */
export const NOW = Date.UTC(2026, 0, 20, 10);
const clock: Clock = { now: () => NOW, after: () => () => undefined };
const ids = {
  uuid: () => '11111111-2222-4333-8444-555555555555',
  extended: () => 'extended',
  traceRoot: () => '1-696f5240-0123456789abcdef01234567',
  segment: () => '0123456789abcdef',
};
const PLAIN: FunctionUrl = { port: 0, invokeMode: 'BUFFERED', auth: 'NONE' };

export interface UrlUnderTest {
  readonly frontEnd: FrontEnd;
  readonly exchanges: Exchange[];
  readonly ask: (request?: Partial<ClientRequest>) => Promise<Answer>;
}

export interface Answer {
  readonly statusCode: number;
  readonly headers: ClientResponse['headers'];
  readonly text: string;
}

/** A function URL without a socket. */
export function urlOf(
  lambda: LambdaInvoker,
  url: Partial<FunctionUrl> = {},
  credentials: Credential[] = [],
): UrlUnderTest {
  const exchanges: Exchange[] = [];
  const frontEnd = compileFunctionUrl(
    'f',
    { ...PLAIN, ...url },
    {
      region: 'eu-central-1',
      accountId: '123456789012',
      lambda,
      clock,
      ids,
      journal: { add: (exchange) => exchanges.push(exchange) },
      credentials,
    },
  );
  return {
    frontEnd,
    exchanges,
    async ask(request = {}) {
      const { statusCode, headers, body } = await frontEnd.handle(requestOf(request));
      return { statusCode, headers, text: await textOf(body) };
    },
  };
}

export function requestOf(request: Partial<ClientRequest>): ClientRequest {
  return { method: 'GET', rawPath: '/', rawQuery: '', headers: [], body: null, sourceIp: '127.0.0.1', ...request };
}

async function textOf(body: ClientResponse['body']): Promise<string> {
  if (body instanceof Readable) return (await buffer(body)).toString();
  return body === null ? '' : body.toString();
}

/** Lambda with the function `f` of this source. */
export async function returning(source: string): Promise<LambdaInvoker> {
  const { service } = await serviceOf({ 'a.mjs': `export const f = ${source};` }, { f: { handler: 'a.f' } });
  return service;
}

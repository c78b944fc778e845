import { expect } from 'vitest';
import type { RawRequest, RawResponse } from '../../raw-http.ts';
import { app } from '../served.ts';

export interface RestEvent {
  readonly resource: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly multiValueHeaders: Record<string, string[]>;
  readonly queryStringParameters: Record<string, string> | null;
  readonly multiValueQueryStringParameters: Record<string, string[]> | null;
  readonly pathParameters: Record<string, string> | null;
  readonly requestContext: Record<string, unknown> & { readonly path: string; readonly requestId: string };
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
}

export async function eventOf(request: RawRequest, api = 'rest'): Promise<RestEvent> {
  const response = await app.send(api, request);
  expect(response.status).toBe(200);
  return response.json() as RestEvent;
}

export function acting(todo: string, more: RawRequest['headers'] = []): Promise<RawResponse> {
  return app.send('rest', { target: '/dev/act', headers: [['x-do', todo], ...more] });
}

export function expectGatewayResponse(
  response: RawResponse,
  status: number,
  message: string | null,
  errorType: string,
): void {
  expect([response.status, response.json()]).toEqual([status, { message }]);
  expect(response.values('x-amzn-errortype')).toEqual([errorType]);
  const names = [
    'Connection',
    'Content-Length',
    'Content-Type',
    'Date',
    'x-amz-apigw-id',
    'x-amzn-ErrorType',
    'x-amzn-RequestId',
  ];
  expect(response.names().toSorted()).toEqual(names.toSorted());
  expect(response.values('content-type')).toEqual(['application/json']);
}

export interface Backend {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly [string, string][];
  readonly body: string;
}

export const sent = (backend: Backend, name: string): string[] =>
  backend.headers.filter(([given]) => given.toLowerCase() === name).map(([, value]) => value);

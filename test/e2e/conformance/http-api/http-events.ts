import { expect } from 'vitest';
import type { RawRequest, RawResponse } from '../../raw-http.ts';
import { app } from '../served.ts';

export interface EventV2 {
  readonly version: string;
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: string[];
  readonly headers: Record<string, string>;
  readonly queryStringParameters?: Record<string, string>;
  readonly pathParameters?: Record<string, string>;
  readonly requestContext: Record<string, unknown> & { readonly http: Record<string, string> };
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

export async function eventOf(api: string, request: RawRequest): Promise<EventV2> {
  const response = await app.send(api, request);
  expect(response.status).toBe(200);
  return response.json() as EventV2;
}

/** Has the function return the JSON text, and gives back what the client saw. */
export function acting(path: string, todo: string, more: RawRequest['headers'] = []): Promise<RawResponse> {
  return app.send('plain', { target: path, headers: [['x-do', todo], ...more] });
}

export interface Backend {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly [string, string][];
  readonly body: string;
}

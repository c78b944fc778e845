import { expect } from 'vitest';
import { runCli } from '../../cli.ts';
import type { RawRequest, RawResponse } from '../../raw-http.ts';
import { app } from '../served.ts';

export type Headers = NonNullable<RawRequest['headers']>;

export const get = (api: string, target: string, headers: Headers = []): Promise<RawResponse> =>
  app.send(api, { target, headers });

export async function contextOf(response: RawResponse): Promise<Record<string, unknown>> {
  expect([response.status, response.text]).toEqual([200, expect.any(String)]);
  return (response.json() as { requestContext: Record<string, unknown> }).requestContext;
}

export async function token(...flags: string[]): Promise<string> {
  const made = await runCli(['token', '--config', 'authorization.config.yaml', ...flags], app.folder);
  expect(made).toMatchObject({ code: 0 });
  return made.stdout.trim();
}

export const bearer = (jwt: string): Headers => [['Authorization', `Bearer ${jwt}`]];

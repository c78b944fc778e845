// Libraries that people put behind REST APIs have to take our events for AWS's: Powertools' schema, Hono, serverless-http.
import { APIGatewayProxyEventSchema } from '@aws-lambda-powertools/parser/schemas';
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import serverless from 'serverless-http';
import { expect, test } from 'vitest';
import { method, proxy, restApi } from './support/api.ts';
import { serve } from './support/serve.ts';

const api = restApi([method('ANY /{proxy+}', proxy('fn'))]);
const request = 'POST /test/pets/7?a=1&a=2&b=x%20y';
const parts = {
  headers: [
    ['Host', 'localhost:3000'],
    ['User-Agent', 'me'],
    ['Content-Type', 'application/json'],
    ['Cookie', 'c=1'],
  ] as const,
  body: '{"name":"Rex"}',
};

test("Powertools' schema accepts the event", async () => {
  const served = serve(api, { functions: { fn: () => ({}) } });
  await served.send(request, parts);
  const parsed = APIGatewayProxyEventSchema.safeParse(served.invocations[0]?.event);
  expect(parsed.error).toBeUndefined();
});

test('Hono answers it', async () => {
  const app = new Hono().post('/pets/:id', async (context) => {
    context.header('Set-Cookie', 'x=1', { append: true });
    context.header('Set-Cookie', 'y=2', { append: true });
    return context.json(
      { id: context.req.param('id'), all: context.req.queries('a'), body: await context.req.json() },
      201,
    );
  });
  const listen = handle(app);
  const fn = async ({ event }: { event?: unknown }) => listen(event as Parameters<typeof listen>[0]);
  const response = await serve(api, { functions: { fn } }).send(request, parts);
  expect(response.statusCode).toBe(201);
  expect(response.json()).toEqual({ id: '7', all: ['1', '2'], body: { name: 'Rex' } });
  expect(response.headers.filter(([name]) => name.toLowerCase() === 'set-cookie')).toHaveLength(2);
});

test('serverless-http answers it', async () => {
  const listen = serverless((incoming: { url?: string; method?: string }, outgoing: { end(text: string): void }) =>
    outgoing.end(`${incoming.method} ${incoming.url}`),
  );
  const fn = async ({ event }: { event?: unknown }) => listen(event as object, {});
  const response = await serve(api, { functions: { fn } }).send(request, parts);
  expect(response).toMatchObject({ statusCode: 200, body: 'POST /pets/7?a=1&a=2&b=x%20y' });
});

// docs/aws/http-api.md#host-and-stage, docs/aws/http-api.md#custom-domains: stages and custom domain mappings.
import { describe, expect, test } from 'vitest';
import type { EventV1 } from '../../src/http-api/events/event-v1.ts';
import type { EventV2 } from '../../src/http-api/events/event-v2.ts';
import type { HttpApi } from '../../src/model/definition/http-api.ts';
import { ask, bodyText, onlyEvent, route, stage, world } from './harness.ts';

const EXECUTE_API = 'uo9pe23ec6.execute-api.us-east-1.amazonaws.com';

async function statusOf(api: Partial<HttpApi>, path: string, host = 'localhost:3000'): Promise<string> {
  const response = await world({ api }).handle(ask('GET', path, { headers: [['Host', host]] }));
  return `${response.statusCode} ${await bodyText(response)}`;
}

async function eventOf<Event = EventV2>(api: Partial<HttpApi>, path: string, host = 'api.example.com'): Promise<Event> {
  const made = world({ api });
  await made.handle(ask('GET', path, { headers: [['Host', host]] }));
  return onlyEvent(made) as unknown as Event;
}

const NOT_FOUND = '404 {"message":"Not Found"}';
const OK = '200 {"ok":true}';

describe('stages', () => {
  test.each([
    ['/dev/users', OK],
    ['//dev/users', OK],
    ['/dev', OK],
    ['/users', NOT_FOUND],
    ['/develop/users', NOT_FOUND],
    ['/', NOT_FOUND],
  ])('with the stage dev, %s is %s', async (path, expected) => {
    expect(await statusOf(stage('dev'), path)).toBe(expected);
  });

  test('a disabled execute-api endpoint is 404, and said at once', async () => {
    const made = world({ api: { disableExecuteApiEndpoint: true } });
    expect((await made.handle(ask('GET', '/'))).statusCode).toBe(404);
    expect(made.warnings).toEqual([expect.stringContaining('disableExecuteApiEndpoint')]);
  });
});

describe('custom domain mappings', () => {
  const mapped = (basePaths: readonly string[], more: Partial<HttpApi> = {}): Partial<HttpApi> => ({
    customDomain: { domainName: 'api.example.com', basePaths },
    routes: [route('ANY /{proxy+}')],
    ...more,
  });

  test.each([
    [['orders'], '/orders/1', '/1'],
    [['orders/v1', 'orders'], '/orders/v1/2', '/2'],
    [['orders', 'orders/v1'], '/orders/v1/2', '/2'],
    [['orders', 'orders/v1'], '/orders/v2/2', '/v2/2'],
    [['orders', ''], '/ordersx/1', '/ordersx/1'],
    [['orders'], '/orders', '/'],
    [[''], '/a/b', '/a/b'],
  ])('of %j, %s has the rawPath %s', async (basePaths, path, rawPath) => {
    expect((await eventOf(mapped(basePaths), path)).rawPath).toBe(rawPath);
  });

  test('no mapping matches: 403 (unproven)', async () => {
    expect(await statusOf(mapped(['orders']), '/other')).toBe('403 {"message":"Forbidden"}');
    expect(await statusOf(mapped(['orders']), '/ordersx')).toBe('403 {"message":"Forbidden"}');
  });

  test('a named stage is not in the URL, but in rawPath (observed 2021)', async () => {
    const event = await eventOf(mapped(['orders'], stage('prod')), '/orders/1');
    expect(event).toMatchObject({ rawPath: '/prod/1', pathParameters: { proxy: '1' } });
    expect(event.requestContext).toMatchObject({ stage: 'prod', http: { path: '/prod/1' } });
  });

  test('events name the domain, and its first label as prefix', async () => {
    const { requestContext } = await eventOf(mapped(['']), '/x');
    expect(requestContext).toMatchObject({ domainName: 'api.example.com', domainPrefix: 'api' });
  });

  test('behind a wildcard domain events name the host of the caller', async () => {
    const customDomain = { domainName: '*.example.com', basePaths: [''] };
    const { requestContext } = await eventOf(mapped([''], { customDomain }), '/x', 'shop.example.com');
    expect(requestContext).toMatchObject({ domainName: 'shop.example.com', domainPrefix: 'shop' });
  });

  test('the path of payload 1.0 has the mapping key', async () => {
    const routes = [route('ANY /{proxy+}', { payloadFormatVersion: '1.0' })];
    const event = await eventOf<EventV1>(mapped(['orders'], { routes }), '/orders/a%20b');
    expect(event).toMatchObject({ path: '/orders/a%20b', pathParameters: { proxy: 'a b' } });
  });

  test('a request to the execute-api name is addressed by stage all the same', async () => {
    const api = mapped(['orders'], stage('prod'));
    expect(await statusOf(api, '/prod/1', EXECUTE_API)).toBe(OK);
    expect(await statusOf(api, '/orders/1', EXECUTE_API)).toBe(NOT_FOUND);
    expect(await statusOf({ ...api, disableExecuteApiEndpoint: true }, '/prod/1', EXECUTE_API)).toBe(NOT_FOUND);
  });

  test('without a domain name, events keep the execute-api name', async () => {
    const { requestContext } = await eventOf({ customDomain: { basePaths: [''] } }, '/x');
    expect(requestContext).toMatchObject({ domainName: EXECUTE_API, domainPrefix: 'uo9pe23ec6' });
  });
});

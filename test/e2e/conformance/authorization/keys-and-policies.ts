import { describe, expect, test } from 'vitest';
import { type Headers, get, contextOf } from './requests.ts';

describe('API keys and resource policies', () => {
  test.each([[[]], [[['x-api-key', 'nobody']]], [[['x-api-key', 'gone-key-0123456789abcdefgh']]]] as [Headers][])(
    '%j is Forbidden',
    async (headers) => {
      const response = await get('rest', '/dev/key', headers);
      expect([response.status, response.values('x-amzn-errortype'), response.json()]).toEqual([
        403,
        ['ForbiddenException'],
        { message: 'Forbidden' },
      ]);
    },
  );

  test('a key is let in as often as its plan says', async () => {
    const key: Headers = [['X-API-KEY', 'partner-key-0123456789abcdef']];
    const { identity } = await contextOf(await get('rest', '/dev/key', key));
    expect(identity).toMatchObject({ apiKey: 'partner-key-0123456789abcdef', apiKeyId: expect.any(String) as string });
    expect((await get('rest', '/dev/key', key)).status).toBe(200);
    const response = await get('rest', '/dev/key', key);
    expect([response.status, response.values('x-amzn-errortype'), response.json()]).toEqual([
      429,
      ['TooManyRequestsException'],
      { message: 'Too Many Requests' },
    ]);
  });

  test('a resource policy denies an anonymous caller in its own words', async () => {
    expect((await get('guarded', '/dev/open')).status).toBe(200);
    const response = await get('guarded', '/dev/denied');
    expect(response.status).toBe(403);
    expect((response.json() as { Message: string }).Message).toMatch(
      /^User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:\S+\/dev\/GET\/denied with an explicit deny in a resource-based policy$/,
    );
  });
});

import { sign } from 'aws4';
import { describe, expect, test } from 'vitest';
import type { RawResponse } from '../../raw-http.ts';
import { app } from '../served.ts';
import { get, contextOf } from './requests.ts';

describe('IAM', () => {
  function signed(api: string, path: string, accessKeyId: string, secretAccessKey: string): Promise<RawResponse> {
    const { host } = new URL(app.cli.url(api));
    const request = { service: 'execute-api', region: 'us-east-1', method: 'GET', host, path };
    const { headers } = sign({ ...request, headers: { Host: host } }, { accessKeyId, secretAccessKey });
    return get(
      api,
      path,
      Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
  }

  test.each(['/iam/open', '/iam/open?b=2&a=1%20x&a=0', '/iam/%C3%A9%20x'])(
    '%s signed by a known key is let in',
    async (path) => {
      const http = await contextOf(await signed('http', path, 'AKIDALICE0000000', 'alice-secret'));
      expect(http.authorizer).toMatchObject({
        iam: { accessKey: 'AKIDALICE0000000', userArn: 'arn:aws:iam::123456789012:user/alice' },
      });
      const rest = await contextOf(await signed('rest', `/dev${path}`, 'AKIDALICE0000000', 'alice-secret'));
      expect(rest.identity).toMatchObject({
        accessKey: 'AKIDALICE0000000',
        userArn: 'arn:aws:iam::123456789012:user/alice',
      });
    },
  );

  test.each([
    ['http', '/iam/open', 'AKIDALICE0000000', 'wrong', { message: 'Forbidden' }],
    ['http', '/iam/open', 'NOBODY0000000000', 'wrong', { message: 'Forbidden' }],
    ['http', '/iam/other', 'AKIDBOB000000000', 'bob-secret', { message: 'Forbidden' }],
    [
      'rest',
      '/dev/iam/open',
      'NOBODY0000000000',
      'wrong',
      { message: 'The security token included in the request is invalid.' },
    ],
    [
      'rest',
      '/dev/iam/open',
      'AKIDALICE0000000',
      'wrong',
      { message: expect.stringMatching(/^The request signature we calculated does not match/) as string },
    ],
  ])('%s %s by %s with %s is a 403', async (api, path, accessKeyId, secret, body) => {
    const response = await signed(api, path, accessKeyId, secret);
    expect([response.status, response.json()]).toEqual([403, body]);
  });

  test('the policy of a key says where it may go', async () => {
    expect((await signed('http', '/iam/open', 'AKIDBOB000000000', 'bob-secret')).status).toBe(200);
    expect((await signed('rest', '/dev/iam/other', 'AKIDBOB000000000', 'bob-secret')).status).toBe(403);
  });

  test('unsigned', async () => {
    expect((await get('http', '/iam/open')).json()).toEqual({ message: 'Forbidden' });
    expect((await get('rest', '/dev/iam/open')).json()).toEqual({ message: 'Missing Authentication Token' });
  });
});

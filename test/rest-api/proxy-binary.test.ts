// Which answers of a function are decoded to bytes: recorded, docs/aws/rest-api-observed.md#binary-answers.
import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../../src/model/http/messages.ts';
import { method, proxy, restApi } from './support/api.ts';
import { serve } from './support/serve.ts';

function answering(answer: unknown, parts: Parameters<typeof restApi>[1] = {}, headers: HeaderList = []) {
  const api = restApi([method('ANY /{proxy+}', proxy('fn'))], parts);
  return serve(api, { functions: { fn: () => answer } }).send('POST /test/x', { headers });
}

// docs/aws/rest-api-observed.md#binary-answers
describe('binary answers: only the first Accept type decides', () => {
  test.each([
    ['none configured', [], 'image/png', false],
    ['exact', ['image/png'], 'image/png', true],
    ['another type', ['image/png'], 'image/jpg', false],
    ['a star in Accept', ['image/png'], 'image/*', false],
    ['any in Accept', ['image/png'], '*/*', false],
    ['second in Accept', ['image/png'], 'image/webp,image/png,*/*;q=0.8', false],
    ['fact 5: first in Accept', ['image/png'], 'image/png,image/*,*/*;q=0.8', true],
    ['a star on the left', ['*/test'], '*/test', false],
    ['a star on the left beside a real type', ['*/test', 'image/png'], 'image/png', true],
    ['a star on the left against a real type', ['*/test'], 'random/test', false],
    ['a star on the right', ['application/*'], 'application/whatever', true],
    ['the star itself', ['application/*'], 'application/*', true],
    ['half a type', ['application/*'], 'application', false],
    ['everything', ['*/*'], 'anything/at-all', true],
    ['everything without Accept', ['*/*'], undefined, true],
    ['another configured type than the answer has', ['image/png', 'image/jpg'], 'image/jpg', true],
  ])('%s', async (_, binaryMediaTypes, accept, decoded) => {
    const headers: HeaderList = accept === undefined ? [] : [['Accept', accept]];
    const answer = { body: '/9g=', isBase64Encoded: true, headers: { 'Content-Type': 'image/png' } };
    const response = await answering(answer, { binaryMediaTypes }, headers);
    expect(response.bytes).toEqual(decoded ? Buffer.from([0xff, 0xd8]) : Buffer.from('/9g='));
  });

  test('the text "true" counts as the boolean', async () => {
    const answer = { body: '/9g=', isBase64Encoded: 'true' };
    expect((await answering(answer, { binaryMediaTypes: ['*/*'] })).bytes).toEqual(Buffer.from([0xff, 0xd8]));
  });

  test('text stays text where the function did not say base64', async () => {
    const response = await answering({ body: '/9g=' }, { binaryMediaTypes: ['*/*'] });
    expect(response.body).toBe('/9g=');
  });

  test('invalid base64 is a 500', async () => {
    const response = await answering({ body: 'not base64!', isBase64Encoded: true }, { binaryMediaTypes: ['*/*'] });
    expect(response).toMatchObject({ statusCode: 500, body: '{"message": "Internal server error"}' });
  });
});

// The worked example of https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html: 66,560 letters in two chunks, and the empty one.
import { expect, test } from 'vitest';
import { chunkProblem } from '../../src/signing/chunked-payload.ts';
import { signingKey } from '../../src/signing/sigv4.ts';

const scope = { date: '20130524', region: 'us-east-1', service: 's3' };
const chain = {
  signingKey: signingKey('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', scope),
  scope,
  amzDate: '20130524T000000Z',
  seedSignature: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
};
const SIGNATURES = [
  'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
  '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
  'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
];

const body = [65_536, 1024, 0]
  .map((size, i) => `${size.toString(16)};chunk-signature=${SIGNATURES[i]}\r\n${'a'.repeat(size)}\r\n`)
  .join('');

test('every chunk of the published example has its published signature', () => {
  expect(chunkProblem(Buffer.from(body), chain)).toBeUndefined();
});

test.each<[what: string, body: string, problem: string]>([
  ['no chunk at all', '', 'a chunk has no head'],
  ['a head without signature', '400\r\nabc', 'a chunk has no signature'],
  ['a head that does not end', 'f'.repeat(200), 'a chunk has no head'],
  ['a letter changed', body.replace('aa', 'ab'), 'the signature of a chunk does not match'],
  ['a missing chunk', body.slice(body.indexOf('\r\n400;') + 2), 'the signature of a chunk does not match'],
  ['cut within a chunk', body.slice(0, 1000), 'the body ends within a chunk'],
  ['without the empty chunk', body.slice(0, body.lastIndexOf('0;')), 'a chunk has no head'],
  [
    'a size beyond the body',
    'ffffffff;chunk-signature='.concat('0'.repeat(64), '\r\n'),
    'the body ends within a chunk',
  ],
])('%s: %s', (_what, text, problem) => {
  expect(chunkProblem(Buffer.from(text), chain)).toBe(problem);
});

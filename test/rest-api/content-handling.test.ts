// Content conversion: recorded with S3, docs/aws/rest-api-observed.md#request-conversion and
// docs/aws/rest-api-observed.md#response-conversion (TestApiGatewayS3BinarySupport).
import { describe, expect, test } from 'vitest';
import type { Integration, IntegrationResponse } from '../../src/model/definition/integration.ts';
import type { HeaderList } from '../../src/model/http/messages.ts';
import { method, respondsWith, restApi } from './support/api.ts';
import { recording } from './support/recorded.ts';
import { objectOf } from './support/recordings.ts';
import { serve } from './support/serve.ts';

// The recorded objects: 67 bytes of gzip, the same as base64, and a text.
const ENCODED = 'H4sIABRs7mMC/0vOzy0oSi0uTk1RSEksSdRRKM7IL81JUUhKVcjMK0vMyUxRCA1x07VQKC4pysxLBwC4ORBXLwAAAA==';
const OBJECTS = {
  'binary-raw': Buffer.from(ENCODED, 'base64'),
  'binary-encoded': Buffer.from(ENCODED),
  text: Buffer.from('this is a UTF8 text typed object'),
} as const;
type Stored = keyof typeof OBJECTS;

/** A recorded body: Python's `b'…'` or a text. */
function bytesOf(recorded: unknown): Buffer {
  const text = String(recorded);
  const inner = /^b'(.*)'$/s.exec(text)?.[1];
  if (inner === undefined) return Buffer.from(text, 'utf8');
  const parts = inner.match(/\\x[0-9a-f]{2}|\\[nrt\\']|[\s\S]/g) ?? [];
  const named: Readonly<Record<string, string>> = { '\\n': '\n', '\\r': '\r', '\\t': '\t', '\\\\': '\\', "\\'": "'" };
  return Buffer.concat(
    parts.map((part) =>
      part.startsWith('\\x') ? Buffer.from(part.slice(2), 'hex') : Buffer.from(named[part] ?? part, 'utf8'),
    ),
  );
}

const s3 = { type: 'AWS', service: { region: 'eu-west-1', service: 's3', path: 'bucket/{key}' } } as const;

async function put(binaryMediaTypes: readonly string[], type: string, stored: Stored, parts: Partial<Integration>) {
  const served = serve(
    restApi([method('PUT /x', { ...s3, responses: [respondsWith()], ...parts })], { binaryMediaTypes }),
  );
  const response = await served.send('PUT /test/x', { headers: [['Content-Type', type]], body: OBJECTS[stored] });
  return { statusCode: response.statusCode, body: Buffer.from(served.serviceCalls[0]?.body ?? '') };
}

const BASE = 'TestApiGatewayS3BinarySupport::test_apigw_s3_binary_support_';

// docs/aws/rest-api-observed.md#request-conversion
describe('recorded: request side', () => {
  const none = 'request[None]';
  const toText = 'request[CONVERT_TO_TEXT]';
  const toBinary = 'request_convert_to_binary';
  test.each([
    [none, 'no-binary-media-binary-raw', [], 'image/png', 'binary-raw'],
    [none, 'no-binary-media-binary-encoded', [], 'image/png', 'binary-encoded'],
    [none, 'no-binary-media-text', [], 'image/png', 'text'],
    [none, 'binary-type-binary-raw', ['image/png'], 'image/png', 'binary-raw'],
    [none, 'binary-type-binary-encoded', ['image/png'], 'image/png', 'binary-encoded'],
    [none, 'binary-type-text', ['image/png'], 'image/png', 'text'],
    [none, 'text-type-binary-raw', ['image/png'], 'text/plain', 'binary-raw'],
    [none, 'text-type-text', ['image/png'], 'text/plain', 'text'],
    [toText, 'no-binary-media-binary-raw', [], 'image/png', 'binary-raw'],
    [toText, 'binary-type-binary-raw', ['image/png'], 'image/png', 'binary-raw'],
    [toText, 'binary-type-binary-encoded', ['image/png'], 'image/png', 'binary-encoded'],
    [toText, 'text-type-binary-encoded', ['image/png'], 'text/plain', 'binary-encoded'],
    [toBinary, 'no-binary-media-binary-encoded', [], 'image/png', 'binary-encoded'],
    [toBinary, 'binary-media-binary-raw', ['image/png'], 'image/png', 'binary-raw'],
    [toBinary, 'binary-media-binary-encoded', ['image/png'], 'image/png', 'binary-encoded'],
    [toBinary, 'binary-media-text', ['image/png'], 'image/png', 'text'],
    [toBinary, 'text-type-binary-encoded', ['image/png'], 'text/plain', 'binary-encoded'],
  ] satisfies [string, string, string[], string, Stored][])(
    '%s get-obj-%s',
    async (name, step, binary, type, stored) => {
      const parts: Partial<Integration> =
        name === toText
          ? { contentHandling: 'CONVERT_TO_TEXT' }
          : name === toBinary
            ? { contentHandling: 'CONVERT_TO_BINARY' }
            : {};
      const recorded = objectOf(recording('s3', `${BASE}${name}`, `get-obj-${step}`));
      const { body } = await put(binary, type, stored, parts);
      expect(body).toEqual(bytesOf(recorded['Body']));
      expect(body).toHaveLength(Number(recorded['ContentLength']));
    },
  );
});

// docs/aws/rest-api-observed.md#request-conversion
test('text that is not base64 cannot become binary: 500', async () => {
  expect((await put([], 'text/plain', 'text', { contentHandling: 'CONVERT_TO_BINARY' })).statusCode).toBe(500);
});

// docs/aws/rest-api-observed.md#request-conversion
test('a template on a binary body is a 500, on its base64 text it works', async () => {
  const requestTemplates = { 'image/png': '[$input.body]' };
  expect((await put(['image/png'], 'image/png', 'text', { requestTemplates })).statusCode).toBe(500);
  const converted = await put(['image/png'], 'image/png', 'text', {
    requestTemplates,
    contentHandling: 'CONVERT_TO_TEXT',
  });
  expect(converted.body.toString()).toBe(`[${OBJECTS.text.toString('base64')}]`);
});

async function get(
  stored: Stored,
  payload: string,
  accept: string,
  binaryMediaTypes: readonly string[],
  parts: Partial<IntegrationResponse>,
) {
  const headers: HeaderList = [
    ['Content-Type', payload],
    ['etag', '"tag"'],
  ];
  const responseParameters = { 'method.response.header.ETag': 'integration.response.header.ETag' };
  const responses = [respondsWith({ responseParameters, ...parts })];
  const service = () => ({ headers, body: OBJECTS[stored] });
  const served = serve(restApi([method('GET /x', { ...s3, responses })], { binaryMediaTypes }), { service });
  return served.send('GET /test/x', { headers: [['Accept', accept]] });
}

// docs/aws/rest-api-observed.md#response-conversion
describe('recorded: response side', () => {
  const files = { encoded: 'binary-encoded', raw: 'binary-raw', text: 'text' } as const;
  const kinds = [
    ['no_content_handling', undefined],
    ['convert_to_text', 'CONVERT_TO_TEXT'],
    ['convert_to_binary', 'CONVERT_TO_BINARY'],
  ] as const;
  const rows = kinds.flatMap(([kind, contentHandling]) =>
    (['encoded', 'raw', 'text'] as const).flatMap((file) =>
      (['text', 'binary'] as const).flatMap((payload) =>
        (['text', 'binary'] as const).map((accept) => ({ kind, contentHandling, file, payload, accept })),
      ),
    ),
  );
  test.each(rows)(
    '$kind: $file, payload $payload, accept $accept',
    async ({ kind, contentHandling, file, payload, accept }) => {
      const type = { text: 'text/plain', binary: 'image/png' };
      const response = await get(
        files[file],
        type[payload],
        type[accept],
        ['image/png'],
        contentHandling ? { contentHandling } : {},
      );
      const step = `${file}-payload-${payload}-accept-${accept}`;
      const recorded = recordedOrFailure(kind, step);
      if (recorded === undefined) {
        // These were refused on AWS and have no recorded body: text that is not base64.
        expect(response.statusCode).toBe(500);
        return;
      }
      expect(response.bytes).toEqual(bytesOf(recorded['content']));
      expect(response.header('ETag')).toBe('"tag"');
    },
  );

  function recordedOrFailure(kind: string, step: string): Readonly<Record<string, unknown>> | undefined {
    try {
      return objectOf(recording('s3', `${BASE}response_${kind}`, step));
    } catch {
      return undefined;
    }
  }
});

// docs/aws/rest-api-observed.md#response-conversion
test('a template sees base64 after CONVERT_TO_TEXT, and cannot see binary: 500', async () => {
  const responseTemplates = { 'application/json': '{"data": "$input.body"}' };
  const text = await get('binary-encoded', 'text/plain', 'image/png', ['image/png'], {
    responseTemplates,
    contentHandling: 'CONVERT_TO_TEXT',
  });
  expect(text.body).toBe(`{"data": "${ENCODED}"}`);
  const binary = await get('binary-encoded', 'text/plain', 'image/png', ['image/png'], {
    responseTemplates,
    contentHandling: 'CONVERT_TO_BINARY',
  });
  expect(binary.statusCode).toBe(500);
});

// docs/aws/rest-api-observed.md#response-conversion
test('binary/octet-stream is text while only image/png is configured', async () => {
  const response = await get('text', 'binary/octet-stream', 'text/plain', ['image/png'], {});
  expect(response.body).toBe(OBJECTS.text.toString());
});

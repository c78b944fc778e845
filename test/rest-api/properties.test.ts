// General rules that no single recording shows.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GatewayError } from '../../src/model/http/gateway-error.ts';
import { decodeBase64 } from '../../src/rest-api/transform/base64.ts';
import { mockStatus } from '../../src/rest-api/integrations/mock-status.ts';
import { readProxyResponse } from '../../src/rest-api/responses/proxy-response.ts';
import { formatQuery } from '../../src/model/http/query-string.ts';
import { parseQueryString } from '../../src/rest-api/call/query-string.ts';
import { targetOnStage } from '../../src/rest-api/routing/request-target.ts';
import { method, proxy, respondsWith, restApi } from './support/api.ts';
import { serve } from './support/serve.ts';

test('base64 of any bytes decodes to them, with padding or without', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      expect(decodeBase64(text)).toEqual(Buffer.from(bytes));
      expect(decodeBase64(text.replace(/=+$/, ''))).toEqual(Buffer.from(bytes));
    }),
  );
});

test('text that decodes has nothing but the alphabet in it', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      if (decodeBase64(text) !== undefined) expect(text).toMatch(/^[A-Za-z0-9+/]*={0,2}$/);
    }),
  );
});

test('the status of strict JSON is what JSON.parse says', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999 }), fc.dictionary(fc.string(), fc.jsonValue()), (statusCode, more) => {
      const { statusCode: _, ...rest } = more;
      expect(mockStatus(JSON.stringify({ ...rest, statusCode }))).toBe(statusCode);
    }),
  );
});

test('no output of a MOCK template breaks the reader', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...`{}[]"',:\\ statusCode20\n`.split('')) }), (text) => {
      const status = mockStatus(text);
      expect(status === undefined || Number.isInteger(status)).toBe(true);
    }),
  );
});

test('any answer of a function is a response or a MALFORMED_PROXY_RESPONSE', () => {
  const answer = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        statusCode: fc.jsonValue(),
        headers: fc.jsonValue(),
        multiValueHeaders: fc.jsonValue(),
        body: fc.jsonValue(),
        isBase64Encoded: fc.jsonValue(),
      },
      { requiredKeys: [] },
    ),
  );
  fc.assert(
    fc.property(answer, (value) => {
      try {
        const { statusCode } = readProxyResponse(JSON.stringify(value));
        expect(statusCode).toBeGreaterThanOrEqual(100);
      } catch (error) {
        expect(error).toBeInstanceOf(GatewayError);
      }
    }),
  );
});

test('parameters that were written are read again', () => {
  const name = fc.string({ minLength: 1 });
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.string())), (pairs) => {
      const expected = new Map<string, string[]>();
      for (const [key, value] of pairs) expected.set(key, [...(expected.get(key) ?? []), value]);
      expect(parseQueryString(formatQuery(pairs))).toEqual(expected);
    }),
  );
});

test('what is left of a path on the stage begins with exactly one slash and ends as the path does', () => {
  const segment = fc.string({ unit: fc.constantFrom('a', '/', '%', '2') });
  fc.assert(
    fc.property(segment, (rest) => {
      const { resourcePath } = targetOnStage(`/stage/${rest}`, 'stage') ?? { resourcePath: '' };
      expect(resourcePath).toMatch(/^\/(?!\/)/);
      expect(`/${rest}`.endsWith(resourcePath)).toBe(true);
    }),
  );
});

describe('whatever a client sends is answered', () => {
  const mock = {
    type: 'MOCK',
    requestTemplates: { $default: '{"statusCode": 200}' },
    responses: [respondsWith({ responseTemplates: { 'application/json': '$input.params().header $input.json("$")' } })],
  } as const;
  const backend = {
    type: 'HTTP_PROXY',
    uri: 'http://b.example.com/{p}',
    requestParameters: { 'integration.request.path.p': 'method.request.path.p' },
  } as const;
  const api = restApi(
    [method('ANY /f/{p+}', proxy('fn')), method('ANY /m/{p}', mock), method('ANY /h/{p+}', backend)],
    {
      binaryMediaTypes: ['image/*'],
      minimumCompressionSize: 0,
      executionLog: 'INFO',
    },
  );
  const text = fc.string({ maxLength: 30 });
  const header = fc.tuple(
    fc.constantFrom(
      'Accept',
      'Accept-Encoding',
      'Content-Type',
      'X-Amzn-Trace-Id',
      'Cache-Control',
      '__proto__',
      'x-a',
      'X-A',
    ),
    fc.string({ maxLength: 20, unit: fc.constantFrom(...'abc/*;,=q0.5 \u00e9'.split('')) }),
  );

  test('by a response, never by an exception', async () => {
    const served = serve(api, { functions: { fn: () => ({ body: 'x' }) } });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'HEAD', 'TRACE', 'get'),
        fc.constantFrom('/test/f/', '/test/m/', '/test/h/', '/test/', '/'),
        text,
        text,
        fc.array(header, { maxLength: 6 }),
        fc.option(fc.uint8Array({ maxLength: 20 })),
        async (verb, prefix, path, rawQuery, headers, body) => {
          const response = await served.frontEnd.handle({
            method: verb,
            rawPath: prefix + path,
            rawQuery,
            headers,
            body: body && Buffer.from(body),
            sourceIp: '::1',
          });
          expect(response.statusCode).toBeGreaterThanOrEqual(200);
        },
      ),
    );
  });
});

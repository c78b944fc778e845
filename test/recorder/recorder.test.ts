// The wrapper of deployed handlers: what it logs, and that the handler is called as Lambda calls it.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type EventLine, recordEvents } from '../../src/recorder/index.ts';

function recorded(event: unknown, options: { redact?: string[] } = {}): EventLine {
  const lines: string[] = [];
  recordEvents((_event: unknown) => undefined, { log: (line) => lines.push(line), ...options })(event);
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('\n');
  return JSON.parse(lines[0] ?? '') as EventLine;
}

test('the event is logged before the handler runs, with the id of the invocation', async () => {
  const order: string[] = [];
  const handler = recordEvents(
    async (event: { a: number }, _context: { awsRequestId: string }) => {
      order.push(`ran ${event.a}`);
      return 'done';
    },
    { log: (line) => order.push((JSON.parse(line) as EventLine).requestId ?? '') },
  );
  expect(await handler({ a: 1 }, { awsRequestId: 'r-1' })).toBe('done');
  expect(order).toEqual(['r-1', 'ran 1']);
});

test('secrets are replaced wherever they stand in an event', () => {
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl';
  const { event } = recorded(
    {
      headers: {
        Authorization: `Bearer ${jwt}`,
        Cookie: 'session=s1; theme=dark',
        'X-Api-Key': 'k1',
        'x-custom': 'c1',
        accept: '*/*',
      },
      multiValueHeaders: { authorization: ['Basic dXNlcjpwdw=='] },
      cookies: ['session=s1'],
      identitySource: ['user-token'],
      authorizationToken: 'allow-me',
      rawQueryString: 'a=1&access_token=t1',
      queryStringParameters: { a: '1', access_token: 't1' },
      requestContext: { identity: { apiKey: 'k1', accessKey: 'AKIAIOSFODNN7EXAMPLE', sourceIp: '1.2.3.4' } },
      body: JSON.stringify({ user: 'anna', password: 'p1', note: `see ${jwt}` }),
      isBase64Encoded: false,
    },
    { redact: ['X-Custom'] },
  );
  expect(event).toEqual({
    headers: {
      Authorization: 'Bearer (redacted)',
      Cookie: 'session=(redacted); theme=(redacted)',
      'X-Api-Key': '(redacted)',
      'x-custom': '(redacted)',
      accept: '*/*',
    },
    multiValueHeaders: { authorization: ['Basic (redacted)'] },
    cookies: ['session=(redacted)'],
    identitySource: ['(redacted)'],
    authorizationToken: '(redacted)',
    rawQueryString: 'a=1&access_token=%28redacted%29'.replace('%28redacted%29', encodeURIComponent('(redacted)')),
    queryStringParameters: { a: '1', access_token: '(redacted)' },
    requestContext: { identity: { apiKey: '(redacted)', accessKey: '(redacted)', sourceIp: '1.2.3.4' } },
    body: '{"user":"anna","password":"(redacted)","note":"see (redacted)"}',
    isBase64Encoded: false,
  });
});

test('bodies of forms, in base64 and in parts are looked into; others keep every character', () => {
  const body = (text: string, isBase64Encoded = false): string => {
    const { event } = recorded({
      body: isBase64Encoded ? Buffer.from(text).toString('base64') : text,
      isBase64Encoded,
    });
    const kept = (event as { body: string }).body;
    return isBase64Encoded ? Buffer.from(kept, 'base64').toString() : kept;
  };
  expect(body('user=anna&password=p1')).toBe('user=anna&password=(redacted)');
  expect(body('{"client_secret":"s"}', true)).toBe('{"client_secret":"(redacted)"}');
  expect(body('--b\r\nContent-Disposition: form-data; name="password"\r\n\r\np1\r\n--b--')).toBe(
    '--b\r\nContent-Disposition: form-data; name="password"\r\n\r\n(redacted)\r\n--b--',
  );
  expect(body('{ "big": 12345678901234567890,\n "a": 1.0 }')).toBe('{ "big": 12345678901234567890,\n "a": 1.0 }');
});

test('handlers with callbacks and streams are called as they were, with their marks', () => {
  const calls: unknown[][] = [];
  const withCallback = recordEvents(
    function (this: unknown, event: unknown, context: unknown, callback: (error: null, value: string) => void): void {
      calls.push([event, context, this]);
      callback(null, 'called');
    },
    { log: () => undefined },
  );
  // Lambda's runtimes look at the number of parameters: three mean a callback.
  expect(withCallback.length).toBe(3);
  const answers: string[] = [];
  withCallback.call('this', 1, 2, (_error, value) => answers.push(value));
  expect([calls, answers]).toEqual([[[1, 2, 'this']], ['called']]);

  const mark = Symbol.for('aws.lambda.runtime.handler.streaming');
  const streaming = Object.assign(
    async (_event: unknown, stream: { write(text: string): void }, _context: unknown) => stream.write('x'),
    { [mark]: 'response' },
  );
  const lines: string[] = [];
  const wrapped = recordEvents(streaming, { log: (line) => lines.push(line) });
  expect((wrapped as unknown as Record<symbol, unknown>)[mark]).toBe('response');
  const written: string[] = [];
  void wrapped({ a: 1 }, { write: (text) => void written.push(text) }, { awsRequestId: 'r-2' });
  expect([written, JSON.parse(lines[0] ?? '')]).toMatchObject([['x'], { requestId: 'r-2', event: { a: 1 } }]);
});

test('a log that fails, an event in a circle and one that is too long never reach the handler', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  const failing = recordEvents((event: unknown) => event, {
    log: () => {
      throw new Error('no log');
    },
  });
  expect(failing({ a: 1 })).toEqual({ a: 1 });
  expect(failing(circle)).toBe(circle);
  expect(recorded({ body: 'x'.repeat(300_000) })).toMatchObject({
    gwEmulateEvent: 1,
    omitted: expect.stringContaining('300') as string,
  });
  expect(() =>
    recordEvents(
      () => {
        throw new Error('of the handler');
      },
      { log: () => undefined },
    )(),
  ).toThrow('of the handler');
});

test('what is deployed is one small file without imports', () => {
  const text = readFileSync('dist/recorder.js', 'utf8');
  expect(text.length).toBeLessThan(8000);
  expect(text).not.toMatch(/\bimport\b|\brequire\b/);
});

test('names of secrets are recognised in every spelling, those of cursors are not', () => {
  const event = {
    'X-Auth-Token': 'a',
    csrfToken: 'a',
    client_secret: 'a',
    newPassword: 'a',
    apiKey: 'a',
    'X-Amz-Security-Token': 'a',
    privateKey: 'a',
    nextToken: 'a',
    NextPageToken: 'a',
    tokenType: 'a',
    key: 'a',
  };
  expect(
    Object.entries(recorded(event).event as object)
      .filter(([, value]) => value === 'a')
      .map(([name]) => name),
  ).toEqual(['nextToken', 'NextPageToken', 'tokenType', 'key']);
});

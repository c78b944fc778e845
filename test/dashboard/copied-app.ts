import { connect } from 'node:net';

/** An API of each kind whose handler answers with what it received. */
export const ECHO_FILES = {
  'emulator.config.yaml': `
functions:
  echo: handlers.echo
  talk: handlers.talk
  gate: handlers.gate
apis:
  shop:
    type: http
    routes: { $default: echo }
  backoffice:
    type: rest
    stage: dev
    binaryMediaTypes: [application/octet-stream]
    routes: { 'ANY /{proxy+}': echo }
  guarded:
    type: http
    authorizers:
      gate: { type: request, function: gate, identitySource: [$request.querystring.token] }
    routes: { $default: { function: echo, authorizer: gate } }
  chat:
    type: websocket
    stage: dev
    routeSelectionExpression: $request.body.action
    authorizers:
      gate: { type: request, function: gate, identitySource: [route.request.querystring.token] }
    routes:
      $connect: { function: talk, authorizer: gate }
      $default: { function: talk, routeResponse: true }
      quiet: talk
`,
  'handlers.mjs': `
export const echo = async (event) => ({
  statusCode: (event.rawPath ?? event.path).includes('teapot') ? 418 : 200,
  headers: { 'content-type': (event.rawPath ?? event.path).includes('plain') ? 'text/plain' : 'application/json' },
  body: JSON.stringify({
    version: event.version ?? 'rest',
    body: event.body ?? null,
    coded: event.isBase64Encoded,
    query: event.rawQueryString ?? event.multiValueQueryStringParameters,
    ['__proto__']: 'a member like any other',
  }),
});
export const talk = async (event) => ({ statusCode: 200, body: JSON.stringify({ heard: event.body ?? null }) });
export const gate = async ({ queryStringParameters, methodArn, routeArn }) => ({
  principalId: 'ada',
  context: { plan: 'free' },
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Action: 'execute-api:Invoke', Effect: queryStringParameters.token === 'good & true' ? 'Allow' : 'Deny', Resource: methodArn ?? routeArn }],
  },
});
`,
};

/** What no client library would send as it stands: method, target, header lines and the bytes of the body. */
export type RawRequest = readonly [name: string, head: string, headers: string, body?: Buffer];

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');

export const RAW_REQUESTS: readonly RawRequest[] = [
  ['a plain GET', 'GET /products?limit=2&text=a%20b', 'Accept: */*\r\nUser-Agent: a browser/1.0'],
  ['neither Accept nor User-Agent', 'GET /bare', ''],
  [
    'quotes, backslashes, dollars and back-quotes in headers',
    'GET /headers',
    `X-Note: it's "quoted" $HOME \`id\` %s \\n !x\r\nX-Many: one\r\nx-many: two, three\r\nCookie: a=1; b='2'`,
  ],
  [
    'bytes beyond ASCII, an empty value, names of odd characters',
    'GET /odd',
    "X-Note: caf\xe9 \xff 100%\r\nX-Empty:\r\nx!#$%&'*+.^_|~: 1\r\n__proto__: polluted",
  ],
  [
    'JSON with quotes and line breaks',
    'POST /json?x=1',
    'Content-Type: application/json',
    bytes(`{"text": "it's \\"quoted\\"\\nand\\u2028more",\n\t"price": "$5 \`x\` \${y} %s"}\r\n\n`),
  ],
  ['a separator of lines as it is', 'PUT /separator', 'Content-Type: application/json', bytes('{"a":"\u2028\u2029"}')],
  ['a body that looks like the name of a file', 'POST /plain', 'Content-Type: text/plain', bytes('@/etc/passwd')],
  ['a body without a content type', 'POST /untyped', '', bytes('a=1&b=2')],
  ['a form', 'PATCH /form', 'Content-Type: application/x-www-form-urlencoded', bytes("name=O'Hara&note=%7Bx%7D+%26")],
  [
    'bytes that are no text',
    'POST /binary',
    'Content-Type: application/octet-stream',
    Buffer.from([0, 255, 254, 10, 13, 39, 34, 0x80]),
  ],
  ['text with a zero byte', 'POST /zero', 'Content-Type: text/plain', bytes('before\0after')],
  ['a long text', 'POST /long', 'Content-Type: text/plain', bytes(`'long' ${'0123456789 '.repeat(15_000)}`)],
  ['DELETE with a body', 'DELETE /gone', 'Content-Type: application/json', bytes('{"why":"it\'s old"}')],
  ['HEAD', 'HEAD /head', 'Accept: */*'],
  ['a status that tells a failure', 'GET /teapot', ''],
  ['brackets and braces in the address', 'GET /list[0]/{a,b}?ids[]=1&ids[]=2&range={1..3}', ''],
];

/** GET with a body, which curl and the test can send, and `fetch` cannot; dots, which `fetch` resolves. */
export const NOT_BY_FETCH: readonly RawRequest[] = [
  ['GET with a body', 'GET /search', 'Content-Type: application/json', bytes('{"query":"kettle"}')],
  ['dots in the path', 'GET /a/../b/./c', ''],
];

/** Sends it by a socket of its own; resolves when the response has come. */
export function sendRaw(base: string, [, head, headers, body]: RawRequest): Promise<void> {
  const { hostname, port, pathname } = new URL(base);
  const [method, target = ''] = head.split(' ');
  const prefix = pathname.replace(/\/$/, '');
  const lines = [
    `${method} ${prefix}${target} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    ...(headers === '' ? [] : headers.split('\r\n')),
    ...(body === undefined ? [] : [`Content-Length: ${body.length}`]),
    'Connection: close',
  ];
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
      if (body !== undefined) socket.write(body);
    });
    socket
      .on('data', () => undefined)
      .on('error', reject)
      .on('close', () => resolve());
  });
}

import { connect } from 'node:net';
import { WebSocket } from 'ws';
import type { Emulator } from '../../../src/emulator/contract.ts';

/** What a page could mistake for markup, in every place where a client or a handler can write. */
export const HOSTILE = '<img src=x onerror=document.title="owned">"\'&{{7*7}}\u202E';

/** An API of each kind, with something to refuse in each, and handlers that succeed, fail, log and start cold. */
export const CONSOLE_FILES = {
  'emulator.config.yaml': `
functions:
  list: handlers.list
  order: handlers.order
  fail: handlers.fail
  talk: handlers.talk
apis:
  shop:
    type: http
    authorizers:
      customers: { type: jwt, issuer: local, audience: [shop] }
    routes:
      GET /products: list
      GET /products/{id}: list
      POST /orders:
        function: order
        authorizer: customers
        scopes: [orders.write]
      GET /fail: fail
  backoffice:
    type: rest
    stage: dev
    apiKeys:
      acme: { value: acme-key-0123456789abcdef }
    usagePlans:
      partners: { apiKeys: [acme], quota: { limit: 20, period: DAY }, throttle: { rate: 50, burst: 60 } }
    executionLog: INFO
    accessLog: { format: '$context.requestId $context.httpMethod $context.path $context.status', destination: ./access.log }
    models:
      Note: { contentType: application/json, schema: { type: object, required: [text] } }
    routes:
      GET /health:
        integration:
          type: MOCK
          requestTemplates: { application/json: '{"statusCode": 200}' }
          responses: { default: { statusCode: "200", responseTemplates: { application/json: '{"stage": "$context.stage"}' } } }
      GET /keyed: { function: list, apiKeyRequired: true }
  chat:
    type: websocket
    stage: dev
    routeSelectionExpression: $request.body.action
    routes:
      $connect: talk
      $default: { function: talk, routeResponse: true }
faults:
  - { kind: latency, api: shop, route: 'GET /products/{id}', milliseconds: 1 }
`,
  'handlers.mjs': `
export const list = async (event) => {
  console.log('listing', event.rawPath ?? event.path, ${JSON.stringify(HOSTILE)});
  return { statusCode: 200, headers: { 'content-type': 'application/json', 'x-note': 'caf\\u00e9' }, body: JSON.stringify({ products: ['kettle'] }) };
};
export const order = async () => { console.log(JSON.stringify({ _aws: { Timestamp: Date.now(), CloudWatchMetrics: [{ Namespace: 'shop-app', Dimensions: [['route'], []], Metrics: [{ Name: 'placed', Unit: 'Count' }] }] }, route: 'orders', placed: 3 })); return { statusCode: 201, body: '{"id":1}' }; };
export const fail = async () => {
  console.error('about to fail');
  throw new Error('out of stock: ' + ${JSON.stringify(HOSTILE)});
};
export const talk = async (event) => ({ statusCode: 200, body: JSON.stringify({ heard: event.body ?? null }) });
`,
};

/** Traffic of every kind: successes, refusals of each stage, failures, a connection with messages, and hostile texts. */
export async function makeTraffic(emulator: Emulator): Promise<WebSocket> {
  const [shop, backoffice, chat] = ['shop', 'backoffice', 'chat'].map((name) => emulator.url(name));
  await fetch(`${shop}/products`);
  await fetch(`${shop}/products/7?limit=20&text=${encodeURIComponent(HOSTILE)}`, {
    headers: { authorization: 'Bearer very-secret-token', 'x-note': 'plain' },
  });
  await fetch(`${shop}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: HOSTILE }),
  });
  await fetch(`${shop}/orders`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await token(emulator, 'orders.read')}` },
  });
  await fetch(`${shop}/orders`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await token(emulator, 'orders.write')}` },
  });
  await fetch(`${shop}/fail`);
  await fetch(`${backoffice}/health`);
  await fetch(`${backoffice}/keyed`);
  await fetch(`${backoffice}/keyed`, { headers: { 'x-api-key': 'acme-key-0123456789abcdef' } });
  await fetch(`${backoffice}/nowhere/${encodeURIComponent(HOSTILE)}`);
  await rawRequest(
    shop ?? '',
    `GET /products/<script>alert(1)</script>/"onmouseover=1 HTTP/1.1\r\nHost: x\r\nX-Bad: ${HOSTILE.slice(0, 40)}\r\nConnection: close\r\n\r\n`,
  );
  const socket = new WebSocket(chat ?? '');
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const answered = new Promise((resolve) => socket.once('message', resolve));
  socket.send(JSON.stringify({ action: 'say', text: HOSTILE }));
  await answered;
  return socket;
}

async function token(emulator: Emulator, scope: string): Promise<string> {
  const response = await fetch(`${emulator.admin}/_gw/access/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ subject: 'alice', scopes: [scope] }),
  });
  return ((await response.json()) as { token: string }).token;
}

/** What no client library would send. */
function rawRequest(url: string, text: string): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text, 'latin1'));
    socket
      .on('data', () => undefined)
      .on('error', reject)
      .on('close', () => resolve());
  });
}

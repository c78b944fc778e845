import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const [, , kind, ...paths] = process.argv;
await (kind === 'functions' ? serveFunctions(...paths) : serve(kind, ...paths));

/** The whole emulator as people run it: each message goes to a function in its worker threads. */
async function serveFunctions(library, folder) {
  const { startEmulator } = await import(pathToFileURL(library).href);
  mkdirSync(join(folder, 'handlers'));
  writeFileSync(
    join(folder, 'handlers', 'echo.mjs'),
    'export const handler = async ({ body }) => ({ statusCode: 200, body });',
  );
  const say = { function: 'echo', routeResponse: true };
  const chat = { type: 'websocket', routeSelectionExpression: '$request.body.action', routes: { say } };
  writeFileSync(
    join(folder, 'emulator.config.json'),
    JSON.stringify({ functions: { echo: 'handlers/echo.handler' }, apis: { chat } }),
  );
  const config = join(folder, 'emulator.config.json');
  const emulator = await startEmulator({ config, port: 0, adminPort: 0, watch: false });
  // Its journal ends after a thousand; what was lost or doubled the clients know.
  report(() => '-', Number(new URL(emulator.url('chat')).port));
}

/** An emulated API whose handler runs in place, or ws alone. Both answer with what they got. */
async function serve(kind, bundle) {
  const parts = await import(pathToFileURL(bundle).href);
  const server = createServer();
  let count = 0;
  if (kind === 'emulator') {
    attachEmulator(server, parts, () => (count += 1));
  } else {
    const webSockets = new parts.WebSocketServer({ server, perMessageDeflate: false, maxPayload: 131_072 });
    webSockets.on('connection', (socket) =>
      socket.on('message', (data) => {
        count += 1;
        socket.send(data.toString());
      }),
    );
  }
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }, () => report(() => count, server.address().port));
}

/** Tells where it listens, and then whatever it is asked. */
function report(handled, port) {
  const answer = async ({ type }) => {
    if (type === 'handled') process.send({ type: 'handled', count: handled() });
    if (type !== 'memory') return;
    await pause(200);
    globalThis.gc();
    const { rss, heapUsed } = process.memoryUsage();
    process.send({ type: 'memory', rss, heapUsed });
  };
  process.on('message', (order) => void answer(order));
  process.send({ type: 'listening', port });
}

function attachEmulator(server, parts, counted) {
  const invoke = (call) => {
    const { eventType } = call.event.requestContext;
    if (eventType === 'MESSAGE') counted();
    return Promise.resolve({
      requestId: 'bench',
      payload: JSON.stringify({ statusCode: 200, body: call.event.body }),
      executedVersion: '$LATEST',
      report: {},
    });
  };
  const open = { authorize: () => Promise.resolve({}) };
  const frontEnd = parts.compileWebSocketApi(sampleApi(), {
    region: 'us-east-1',
    accountId: '123456789012',
    lambda: { invoke },
    authorizers: { compile: () => open },
    rate: { take: () => true },
    accountRate: { take: () => true },
    keys: { check: () => ({ verdict: 'unknown' }) },
    connections: new parts.Connections(),
    clock: parts.systemClock,
    ids: parts.randomIds,
    journal: new parts.Journal(),
    accessLogs: { open: () => () => {} },
    vpcLinks: {},
    warn: console.error,
  });
  parts.attachWebSocketServer(server, () => frontEnd, { onDefect: console.error });
}

function sampleApi() {
  const integration = {
    type: 'AWS_PROXY',
    lambda: { functionName: 'echo' },
    timeoutInMillis: 29_000,
    requestParameters: {},
    requestTemplates: {},
    passthroughBehavior: 'WHEN_NO_MATCH',
    cacheKeyParameters: [],
    responses: [],
    responseParameters: {},
    responseTransferMode: 'BUFFERED',
  };
  const route = (routeKey, routeResponse) => ({
    routeKey,
    routeResponse,
    integration,
    authorization: { type: 'NONE' },
    apiKeyRequired: false,
    requestModels: {},
    requestParameters: {},
  });
  return {
    type: 'websocket',
    name: 'chat',
    id: 'a1b2c3d4e5',
    port: 0,
    stage: { name: 'dev', variables: {}, deploymentId: 'x' },
    disableExecuteApiEndpoint: false,
    routeSelectionExpression: '$request.body.action',
    apiKeySelectionExpression: '$request.header.x-api-key',
    authorizers: {},
    models: {},
    apiKeys: [],
    usagePlans: [],
    routes: [route('$connect', false), route('$disconnect', false), route('say', true)],
    limits: { messageBytes: 131_072, frameBytes: 32_768, idleSeconds: 600, maximumSeconds: 7200 },
  };
}

import { onTestFinished } from 'vitest';
import { startEmulator } from '../../../src/emulator.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const items = 'exports.handler = async () => ({ statusCode: 200, body: JSON.stringify({ items: "abcdefghij" }) });';
const allows = `exports.handler = async () => ({ isAuthorized: true, principalId: "me",
  policyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "execute-api:Invoke", Resource: "*" }] } });`;

/** One API of each kind, with an authorizer each where there can be one. */
const drilledConfig = {
  functions: {
    items: { inline: items, url: true },
    allows: { inline: allows },
    accept: { inline: 'exports.handler = async () => ({ statusCode: 200 });' },
    echo: { inline: 'exports.handler = async (event) => ({ statusCode: 200, body: event.body });' },
  },
  apis: {
    shop: {
      type: 'http',
      authorizers: {
        token: {
          type: 'request',
          function: 'allows',
          identitySource: ['$request.header.token'],
          simpleResponses: true,
        },
      },
      routes: {
        'GET /items': 'items',
        'ANY /all/{proxy+}': 'items',
        'GET /private': { function: 'items', authorizer: 'token' },
        'GET /quick': { function: 'items', timeoutInMillis: 100 },
      },
    },
    office: {
      type: 'rest',
      stage: 'dev',
      authorizers: { token: { type: 'token', function: 'allows', identitySource: 'method.request.header.token' } },
      routes: { 'GET /items': 'items', 'GET /private': { function: 'items', authorizer: 'token' } },
    },
    chat: {
      type: 'websocket',
      stage: 'dev',
      routeSelectionExpression: '$request.body.action',
      routes: {
        $connect: 'accept',
        $disconnect: 'accept',
        say: { function: 'echo', routeResponse: true },
        $default: { function: 'echo', routeResponse: true },
      },
    },
  },
} as const;

export async function drilledApp(faults: readonly object[] = []) {
  const config = { ...drilledConfig, ...(faults.length === 0 ? {} : { faults }) };
  const emulator = await startEmulator({ config, cwd: temporaryFolder('drills'), port: 0, adminPort: 0, watch: false });
  onTestFinished(() => emulator.close());
  return emulator;
}

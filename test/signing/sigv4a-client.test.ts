// SigV4a as AWS's own signer makes it (@smithy/signature-v4a), over a socket: docs/aws/sigv4a-and-2025.md#sigv4a-request.
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4a } from '@smithy/signature-v4a';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const alice = { accessKeyId: 'AKISORANDOMAASORANDOM', secretAccessKey: 'q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom' };
const userArn = 'arn:aws:iam::123456789012:user/alice';
const cwd = temporaryFolder('sigv4a');
let emulator: Emulator;

beforeAll(async () => {
  const inline = `exports.handler = async ({ requestContext, body }) => ({ statusCode: 200, body: JSON.stringify({ userArn: requestContext.identity.userArn, body }) });`;
  const route = { function: 'show', authorizer: 'iam' };
  emulator = await startEmulator({
    cwd,
    port: 0,
    adminPort: 0,
    watch: false,
    config: {
      credentials: { alice: { ...alice, userArn } },
      functions: { show: { handler: 'index.handler', inline } },
      apis: { old: { type: 'rest', stage: 'dev', routes: { 'GET /pets': route, 'POST /pets': route } } },
    },
  });
});

afterAll(() => emulator?.close());

interface Ask {
  readonly regions: string;
  readonly method?: string;
  readonly body?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly secretAccessKey?: string;
}

async function ask({ regions, method = 'GET', body, query = {}, secretAccessKey = alice.secretAccessKey }: Ask) {
  const url = new URL(`${emulator.url('old')}/pets`);
  const credentials = { ...alice, secretAccessKey };
  const signer = new SignatureV4a({ credentials, region: regions, service: 'execute-api', sha256: Sha256 });
  const unsigned = { method, protocol: 'http:', hostname: url.hostname, path: url.pathname, query: { ...query }, body };
  const { headers } = await signer.sign({ ...unsigned, headers: { host: url.host } }, {});
  const text = Object.entries(query).map((pair) => pair.map(encodeURIComponent).join('='));
  const { host: _, ...sent } = headers;
  return fetch(`${url.href}?${text.join('&')}`, { method, headers: sent, body: body ?? null });
}

test.each<[what: string, ask: Ask]>([
  ['every Region', { regions: '*' }],
  ['several Regions, with a body', { regions: 'us-east-1,eu-west-1', method: 'POST', body: '{"name":"Bella"}' }],
  ['a query that has to be encoded', { regions: 'us-east-1', query: { q: 'a b/c', limit: '2' } }],
])('%s', async (_what, asked) => {
  const response = await ask(asked);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ userArn, body: asked.body ?? null });
});

test.each<[what: string, ask: Ask]>([
  ['another Region', { regions: 'eu-west-1' }],
  ['another secret', { regions: '*', secretAccessKey: 'another' }],
])('%s is refused', async (_what, asked) => {
  const response = await ask(asked);
  expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([403, 'InvalidSignatureException']);
});

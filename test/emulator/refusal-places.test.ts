// What the record says of failures that an agent or a person has to find: the place of the template, and what an authorizer answered.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmulator } from '../../src/emulator.ts';
import type { Emulator } from '../../src/emulator/contract.ts';
import type { ExchangeRecord } from '../../src/observability/record/exchange-record.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const CONFIG = `
functions: { echo: handlers.echo, gate: handlers.gate }
apis:
  back:
    type: rest
    stage: dev
    authorizers:
      gate: { type: request, function: gate, identitySource: method.request.header.X-Ticket }
    routes:
      GET /guarded: { function: echo, authorizer: gate }
      POST /quoted:
        integration:
          type: AWS
          httpMethod: POST
          uri: arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:echo/invocations
          requestTemplates: { application/json: '{"name": "$util.escapeJavaScript($input.path("$.name"))"}' }
          responses: { default: { statusCode: '200' } }
      POST /thrown:
        integration:
          type: MOCK
          requestTemplates: { application/json: '{"statusCode": 200} $input.path("$[")' }
          responses: { default: { statusCode: '200' } }
`;
const HANDLERS = `
export const echo = async (event) => event;
export const gate = async () => ({ policyDocument: 'none' });
`;
const folder = temporaryFolder('places');
let emulator: Emulator;

beforeAll(async () => {
  writeFileSync(join(folder, 'emulator.config.yaml'), CONFIG);
  writeFileSync(join(folder, 'handlers.mjs'), HANDLERS);
  emulator = await startEmulator({ cwd: folder, port: 0, adminPort: 0, watch: false });
});

afterAll(() => emulator?.close());

async function failed(path: string, init: RequestInit): Promise<ExchangeRecord> {
  await (await fetch(`${emulator.url('back')}${path}`, init)).text();
  return (await emulator.exchanges()).at(-1) as ExchangeRecord;
}

function lineOf(text: string): number {
  return CONFIG.split('\n').findIndex((line) => line.includes(text)) + 1;
}

const BODY = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"name":"O\'Hara"}' };

test('a template whose output Lambda does not take is named by its place, with its input and output', async () => {
  const { statusCode, refusal, mappings } = await failed('/quoted', BODY);
  expect(statusCode).toBe(400);
  expect(refusal?.position?.line).toBe(lineOf('escapeJavaScript'));
  expect(mappings).toMatchObject([{ input: '{"name":"O\'Hara"}', output: '{"name": "O\\\'Hara"}' }]);
});

test('a template that does not render has its place and its input too', async () => {
  const { statusCode, refusal, mappings } = await failed('/thrown', BODY);
  expect(statusCode).toBe(500);
  expect(refusal?.position?.line).toBe(lineOf('$['));
  expect(mappings).toMatchObject([{ input: '{"name":"O\'Hara"}', output: '' }]);
});

test('an answer of an authorizer that is not valid is quoted', async () => {
  const { statusCode, refusal } = await failed('/guarded', { headers: { 'X-Ticket': 'any' } });
  expect(statusCode).toBe(500);
  expect(refusal?.rule).toMatch(/gate is not valid: .*It answered \{"policyDocument":"none"\}/);
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { damaged } from '../damage.mjs';
import { engineOf } from '../engine.mjs';

const SCRAPS = [
  ...'{}[]:,&*#|>!%@`"\'-? \n\t'.split(''),
  '  ',
  '\n  ',
  '<<: ',
  '&a ',
  '*a',
  '!Ref ',
  '${env:X}',
  '$ref: "#/',
  '__proto__: ',
  'null',
  '1e999',
  '0x1F',
  '-1',
  'true',
  '\u0000',
  '\ud800',
];
/** Holds what most of the keys of a configuration are. */
const CONFIGURATION = `port: 3000
functions:
  f: { inline: "exports.handler = async () => ({})", timeout: 3, environment: { A: b } }
apis:
  a:
    type: http
    cors: { allowOrigins: ["*"] }
    throttle: { rate: 1, burst: 2 }
    authorizers: { j: { type: jwt, issuer: local, audience: [x] } }
    routes: { GET /: f, "POST /x/{id}": { function: f, authorizer: j, scopes: [s] } }
  b:
    type: rest
    stage: dev
    models: { M: { contentType: application/json, schema: { type: object, required: [a] } } }
    apiKeys: { k: { value: abcdefghijklmnopqrst } }
    usagePlans: { p: { apiKeys: [k], quota: { limit: 1, period: DAY } } }
    routes: { GET /m: { integration: { type: MOCK, requestTemplates: { application/json: '{"statusCode":200}' }, responses: { default: { statusCode: "200" } } } } }
  c:
    type: websocket
    routeSelectionExpression: $request.body.action
    routes: { $connect: f, send: { function: f, routeResponse: true } }
`;
const OVER_DOCUMENT = 'functions: { listOrders: { inline: x } }\napis: { a: { type: rest, openapi: document.yaml } }\n';

/** Configurations and OpenAPI documents: whatever is wrong has to come back as a problem. */
export async function definitionSuites(random) {
  const { readDefinition } = await engineOf('definitions', ['emulator/definition/definition']);
  const root = new URL('../../../', import.meta.url);
  const sample = readFileSync(new URL('emulator.config.yaml', root), 'utf8');
  const document = readFileSync(new URL('fixtures/sample/backoffice.openapi.yaml', root), 'utf8');
  const folder = mkdtempSync(join(tmpdir(), 'gw-fuzz-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const config = join(folder, 'emulator.config.yaml');
  const read = () => readDefinition({ config, cwd: folder, environment: {} });
  return [
    {
      name: 'configurations',
      refusals: /^EmulatorError$/,
      make: () => damaged(random.pick([CONFIGURATION, sample]), random, SCRAPS),
      run(text) {
        writeFileSync(config, text);
        return read();
      },
    },
    {
      name: 'OpenAPI documents',
      refusals: /^EmulatorError$/,
      make: () => damaged(document, random, SCRAPS),
      run(text) {
        writeFileSync(config, OVER_DOCUMENT);
        writeFileSync(join(folder, 'document.yaml'), text);
        return read();
      },
    },
  ];
}

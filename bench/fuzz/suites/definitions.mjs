import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { damaged } from '../damage.mjs';
import { damagedValue } from '../damaged-values.mjs';
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
/** Small ones hold what most of the keys of a configuration are: reading takes as long as the text. */
const CONFIGURATIONS = [
  `port: 3000
functions:
  f: { inline: "exports.handler = async () => ({})", timeout: 3, environment: { A: b } }
apis:
  a:
    type: http
    cors: { allowOrigins: ["*"] }
    throttle: { rate: 1, burst: 2 }
    authorizers: { j: { type: jwt, issuer: local, audience: [x] } }
    routes: { GET /: f, "POST /x/{id}": { function: f, authorizer: j, scopes: [s] } }
`,
  `functions: { f: { inline: x } }
apis:
  b:
    type: rest
    stage: dev
    models: { M: { contentType: application/json, schema: { type: object, required: [a] } } }
    apiKeys: { k: { value: abcdefghijklmnopqrst } }
    usagePlans: { p: { apiKeys: [k], quota: { limit: 1, period: DAY } } }
    routes: { GET /m: { integration: { type: MOCK, requestTemplates: { application/json: '{"statusCode":200}' }, responses: { default: { statusCode: "200" } } } } }
`,
  `functions: { f: { handler: h.f, layers: [l.zip], url: { invokeMode: RESPONSE_STREAM } } }
apis:
  c:
    type: websocket
    routeSelectionExpression: $request.body.action
    routes: { $connect: f, send: { function: f, routeResponse: true } }
`,
  `functions: &f { f: { handler: h.f } }
edge: { port: 0 }
domains: { api.shop.localhost: { mappings: { "": a, v1/x: a } } }
apis: { a: { type: http, routes: { $default: { http: "http://localhost:1/{proxy}" } } } }
faults: [{ kind: latency, api: a, milliseconds: 8 }]
`,
];
const DOCUMENTS = [
  `openapi: 3.0.1
info: { title: t, version: "1" }
x-amazon-apigateway-request-validators: { all: { validateRequestBody: true, validateRequestParameters: true } }
x-amazon-apigateway-gateway-responses: { DEFAULT_4XX: { responseParameters: { gatewayresponse.header.A: "'*'" } } }
components:
  schemas: { Order: { type: object, required: [id], properties: { id: { type: integer }, next: { $ref: "#/components/schemas/Order" } } } }
  securitySchemes: { key: { type: apiKey, name: x-api-key, in: header } }
paths:
  /orders/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    post:
      x-amazon-apigateway-request-validator: all
      security: [{ key: [] }]
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration: { type: mock, requestTemplates: { application/json: '{"statusCode":200}' }, responses: { default: { statusCode: "200" } } }
`,
  `swagger: "2.0"
basePath: /v1
paths:
  /o:
    get:
      parameters: [{ name: q, in: query, required: true, type: string }]
      security: [{ a: [] }]
      x-amazon-apigateway-integration: { type: aws_proxy, httpMethod: POST, uri: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:listOrders/invocations" }
securityDefinitions:
  a: { type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: custom, x-amazon-apigateway-authorizer: { type: token, authorizerUri: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:listOrders/invocations" } }
`,
];
/** Values that belong nowhere, and some that belong somewhere. */
const ODD = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  '',
  ' ',
  '*',
  '1',
  [],
  {},
  [[]],
  [null],
  '__proto__',
  'constructor',
  '$ref',
  '#/components/schemas/Order',
  '#/',
  '${env:X}',
  '${stageVariables.x}',
  '$request.body.a',
  '$default',
  'ANY /{proxy+}',
  'GET /{a}/{a}',
  'http://localhost:1/{proxy}',
  'http://[',
  'arn:aws:lambda:us-east-1:123456789012:function:f',
  'method.request.header.A',
  "'x'",
  '#set($x = 1)$x',
  '(?i)a++[b',
  '../x',
  'é\u0000\ud800',
  'x'.repeat(300),
];
/** How many inputs are damaged as text: what is wrong there is mostly the syntax. */
const AS_TEXT = 0.1;
const OVER_DOCUMENT = 'functions: { listOrders: { inline: x } }\napis: { a: { type: rest, openapi: document.yaml } }\n';

/** Where the files of a definition seem to be: nothing is written, which would take longer than reading them. */
const FOLDER = join(tmpdir(), 'gw-fuzz');
const CONFIG = join(FOLDER, 'emulator.config.yaml');

/** Problems were found. */
class Refused extends Error {
  name = 'Refused';
}

/** Configurations and OpenAPI documents: whatever is wrong has to come back as a problem. */
export async function definitionSuites(random) {
  const { describableOf, loadConfig, textChecks } = await engineOf('definitions', [
    'emulator/definition/text-checks',
    'sources/config/load',
    'sources/describe/of-model',
  ]);
  const root = new URL('../../../', import.meta.url);
  const sample = readFileSync(new URL('emulator.config.yaml', root), 'utf8');
  const document = readFileSync(new URL('fixtures/sample/backoffice.openapi.yaml', root), 'utf8');
  const read = async (files) => {
    const readFile = (file) => {
      if (Object.hasOwn(files, file)) return files[file];
      throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
    };
    const { model } = await loadConfig(CONFIG, { cwd: FOLDER, environment: {}, checks: textChecks, readFile });
    if (model === undefined) throw new Refused();
    describableOf(model, 'config');
  };
  const [configurations, documents] = [CONFIGURATIONS, DOCUMENTS].map((texts) => texts.map((text) => load(text)));
  const input = (whole, texts, values) => {
    if (!random.chance(AS_TEXT)) return JSON.stringify(damagedValue(values, random, ODD)) ?? '';
    return damaged(random.chance(0.02) ? whole : random.pick(texts), random, SCRAPS);
  };
  return [
    {
      name: 'configurations',
      refusals: /^(?:EmulatorError|Refused)$/,
      make: () => input(sample, CONFIGURATIONS, configurations),
      run: (text) => read({ [CONFIG]: text }),
    },
    {
      name: 'OpenAPI documents',
      refusals: /^(?:EmulatorError|Refused)$/,
      make: () => input(document, DOCUMENTS, documents),
      run: (text) => read({ [CONFIG]: OVER_DOCUMENT, [join(FOLDER, 'document.yaml')]: text }),
    },
  ];
}

// A configuration that names a document: routes add to it, and what is wrong with either is said once.
import { expect, test } from 'vitest';
import { loadConfig } from '../../../src/sources/config/index.ts';
import { importHttpApi, importRestApi } from '../../../src/sources/openapi/index.ts';

const MOCK = '{ get: { x-amazon-apigateway-integration: { type: mock } } }';

async function load(files: Readonly<Record<string, string>>): ReturnType<typeof loadConfig> {
  return loadConfig('/app/emulator.config.yaml', {
    cwd: '/app',
    readFile(file) {
      const text = files[file.replace('/app/', '')];
      if (text === undefined) throw new Error(`no ${file}`);
      return text;
    },
    openApi: {
      http: (input, context) => importHttpApi(input, context),
      rest: (input, context) => importRestApi(input, context),
    },
  });
}

test('routes add to the document, and further files count as read', async () => {
  const { model, problems, files } = await load({
    'emulator.config.yaml':
      'functions: { f: h.f }\napis: { a: { type: rest, stage: dev, openapi: docs/a.yaml, routes: { POST /b: f } } }',
    'docs/a.yaml': 'openapi: 3.0.1\npaths: { /a: { $ref: part.yaml } }',
    'docs/part.yaml': MOCK,
  });
  expect(problems).toEqual([]);
  const [api] = model?.apis ?? [];
  const methods = api?.type === 'rest' ? api.methods : [];
  expect(methods.map(({ httpMethod, path }) => `${httpMethod} ${path}`)).toEqual(['GET /a', 'POST /b']);
  expect(files).toEqual(expect.arrayContaining(['/app/docs/a.yaml', '/app/docs/part.yaml']));
});

test('variables in conflict inside a document are reported once, at their place in it', async () => {
  const { problems } = await load({
    'emulator.config.yaml': 'apis: { a: { type: rest, stage: dev, openapi: a.yaml } }',
    'a.yaml': `openapi: 3.0.1\npaths:\n  "/p/{a}": ${MOCK}\n  "/p/{b}": ${MOCK}`,
  });
  expect(problems.map(({ position }) => `${position?.file}:${position?.line}`)).toEqual(['a.yaml:4']);
});

test('a variable of a route in conflict with the document is reported at the route', async () => {
  const { problems } = await load({
    'emulator.config.yaml':
      'functions: { f: h.f }\napis:\n  a:\n    type: rest\n    stage: dev\n    openapi: a.yaml\n    routes:\n      GET /p/{b}: f',
    'a.yaml': `openapi: 3.0.1\npaths:\n  "/p/{a}": ${MOCK}`,
  });
  expect(problems.map(({ position }) => `${position?.file}:${position?.line}`)).toEqual(['emulator.config.yaml:8']);
});

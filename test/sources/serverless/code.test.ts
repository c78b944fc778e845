import { expect, test } from 'vitest';
import { compiled, environmentOf, readFiles, resourcesOf, said, service } from './service.ts';

const functionOf = (environment: string): string =>
  service(`custom: { x: 1 }\nfunctions: { f: { handler: a.b, environment: { ${environment} } } }`);

test.each([
  [
    'serverless.js',
    "module.exports = { service: 's', provider: { name: 'aws' }, functions: { f: { handler: 'a.b' } } };",
  ],
  [
    'serverless.cjs',
    "module.exports = async () => ({ service: 's', provider: { name: 'aws' }, functions: { f: { handler: 'a.b' } } });",
  ],
  [
    'serverless.mjs',
    "export default Promise.resolve({ service: 's', provider: { name: 'aws' }, functions: { f: { handler: 'a.b' } } });",
  ],
  [
    'serverless.ts',
    "import type { AWS } from '@serverless/typescript';\nconst config: AWS = { service: 's', provider: { name: 'aws' }, functions: { f: { handler: 'a.b' } } };\nmodule.exports = config;",
  ],
  [
    'serverless.ts',
    "const service = await Promise.resolve('s');\nexport default { service, provider: { name: 'aws' }, functions: { f: { handler: 'a.b' } } } as const;",
  ],
  ['serverless.json', '{ "service": "s", "provider": { "name": "aws" }, "functions": { "f": { "handler": "a.b" } } }'],
])('a service in %s', async (name, text) => {
  const project = await readFiles({ [name]: text });
  expect(resourcesOf(project)['FLambdaFunction']?.Properties['FunctionName']).toBe('s-dev-f');
});

test('TypeScript may import other files, by the paths of tsconfig.json too, and compute handlers from __dirname', async () => {
  const project = await readFiles({
    'serverless.ts':
      "import hello from '@functions/hello';\nexport default { service: 's', provider: { name: 'aws' }, functions: { hello } };",
    'tsconfig.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@functions/*": ["src/functions/*"] } } }',
    'src/functions/hello/index.ts':
      "import { handlerPath } from '../../libs/paths';\nexport default { handler: `${handlerPath(__dirname)}/handler.main` };",
    'src/libs/paths.ts':
      "export const handlerPath = (context: string): string => context.split(process.cwd())[1]!.substring(1).replace(/\\\\/g, '/');",
  });
  expect(resourcesOf(project)['HelloLambdaFunction']?.Properties['Handler']).toBe('src/functions/hello/handler.main');
  expect(project.files.map((file) => file.replace(/^.*\/(?=src|serverless)/, ''))).toEqual(
    expect.arrayContaining(['src/libs/paths.ts']),
  );
});

test('files of variables export values, promises and functions, which may ask for variables and properties', async () => {
  const files = {
    'v.js':
      "module.exports = { plain: 'p', later: Promise.resolve({ deep: 'l' }), fn: async ({ options, resolveVariable, resolveConfigurationProperty }) => ({ sum: (await resolveVariable('self:custom.x')) + 1, name: await resolveConfigurationProperty(['service']), stage: options.stage }), text: '${file(./more.yml)}' };",
    'all.cjs': "module.exports = () => ({ key: '${self:service}' });",
    'esm.mjs': "export const named = 'n'; export default { other: 'o' };",
    'typed.ts': 'export default async (): Promise<string> => "t";',
    'more.yml': 'inside: i\n',
  };
  const environment =
    'A: "${file(./v.js):plain}", B: "${file(./v.js):later.deep}", C: "${file(./v.js):fn.sum}-${file(./v.js):fn.name}-${file(./v.js):fn.stage}", D: "${file(./all.cjs):key}", E: "${file(./esm.mjs):named}${file(./esm.mjs):other}", F: "${file(./typed.ts)}", G: "${file(./v.js):text.inside}", H: "${file(./v.js):no, \'none\'}"';
  expect(environmentOf(await compiled(functionOf(environment), { stage: 'qa' }, files), 'FLambdaFunction')).toEqual({
    A: 'p',
    B: 'l',
    C: '2-shop-qa',
    D: 'shop',
    E: 'no',
    F: 't',
    G: 'i',
    H: 'none',
  });
});

test('code that fails is reported where it failed', async () => {
  const mistakes = async (files: Readonly<Record<string, string>>): Promise<string[]> => said(await readFiles(files));
  expect(
    await mistakes({
      'serverless.yml': functionOf('A: "${file(./v.js)}"'),
      'v.js': '\nmodule.exports = () => missing();\n',
    }),
  ).toEqual(['v.js:2:24: v.js failed: missing is not defined']);
  expect(await mistakes({ 'serverless.ts': 'export default {\n  service: x y,\n};\n' })).toEqual([
    'serverless.ts:2:14: serverless.ts failed: Expected "}" but found "y"',
  ]);
  expect(await mistakes({ 'serverless.js': 'module.exports = 5;' })).toEqual([
    'serverless.js:1:1: serverless.js must be a map with service, provider and functions',
  ]);
  expect(await mistakes({ 'serverless.js': 'console.log("bye"); process.exit(3);' })).toEqual([
    'serverless.js:1:1: serverless.js ended its process (exit code 3) (It printed: bye)',
  ]);
});

test('code that does not end is given up', async () => {
  const project = await readFiles({ 'serverless.js': 'for (;;);' }, { evaluationTimeout: 300 });
  expect(said(project)).toEqual(['serverless.js:1:1: serverless.js did not finish within 0.3 seconds']);
});

test('code that waits for itself through variables is a circle, and nothing hangs', async () => {
  const project = await readFiles({
    'serverless.yml': functionOf('A: "${file(./v.js):a}"'),
    'v.js': "module.exports = { a: ({ resolveVariable }) => resolveVariable('self:functions.f.environment.A') };",
  });
  expect(said(project)).toEqual([
    'serverless.yml:4:51: variables refer to each other in a circle: functions.f.environment.A → functions.f.environment.A',
  ]);
});

test('mistakes in a service in TypeScript have the places of its literals, in imported files too', async () => {
  const project = await readFiles({
    'serverless.ts':
      "import type { AWS } from '@serverless/typescript';\nimport hello from '@functions/hello';\n\nconst provider = { name: 'aws', runtime: 'nodejs22.x', timeout: 1000 };\nconst config: AWS = {\n  service: 's',\n  provider,\n  functions: {\n    hello,\n    // 'quoted: { '\n    bye: { handler: `a.${'b'}`, events: [{ http: { method: 'gt', path: '/bye' } }] },\n  },\n};\nmodule.exports = config;\n",
    'tsconfig.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@functions/*": ["src/functions/*"] } } }',
    'src/functions/hello/index.ts':
      "export default {\n  handler: 'h.main',\n  events: [\n    { http: { method: 'get', path: 'a', authorizer: 'gard' } },\n  ],\n};\n",
  });
  expect(said(project)).toEqual([
    'serverless.ts:11:60: functions.bye.events[0].http.method has the method "gt", which API Gateway does not know (Did you mean "GET"?)',
    'src/functions/hello/index.ts:4:53: functions.hello.events[0].http.authorizer names the function "gard", which this service does not have (Known functions: hello, bye.)',
  ]);
});

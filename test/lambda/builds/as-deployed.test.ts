/**
 * Code runs as it would be deployed: JavaScript as Node loads the files themselves, everything else as one bundle of esbuild, and what no bundle
 * can do file by file. Expected values are those of plain Node (`node -e "require('./f.js').handler()…"`) or of `esbuild --bundle --format=cjs`.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { LambdaFunction } from '../../../src/model/definition/function.ts';
import { serviceOf } from '../service-under-test.ts';

type Files = Readonly<Record<string, string>>;

async function answers(files: Files, handlers: readonly string[], settings: Partial<LambdaFunction> = {}) {
  const functions = Object.fromEntries(
    handlers.map((handler) => [handler, { handler: `${handler}.handler`, ...settings }]),
  );
  const { result, app, service } = await serviceOf(files, functions);
  const results = [];
  for (const handler of handlers) results.push(await result(handler));
  return { results, app, builds: service.builds() };
}

describe('JavaScript as it stands', () => {
  test.each([
    ['a global that nobody declared', 'count = 0; exports.handler = async () => { count += 1; return count; };', 1],
    ['a loop variable likewise', 'exports.handler = async () => { for (i = 0; i < 3; i++); return i; };', 3],
    [
      'writing to a frozen object',
      'exports.handler = async () => { var a = Object.freeze({ n: 1 }); a.n = 2; return a.n; };',
      1,
    ],
    ['this in a function', 'function kind() { return typeof this; } exports.handler = async () => kind();', 'object'],
    ['arguments.callee', 'exports.handler = async function () { return typeof arguments.callee; };', 'function'],
    ['with', 'exports.handler = async () => { with ({ a: 5 }) { return a; } };', 5],
    ['delete of a variable', 'var x = 1; exports.handler = async () => delete x;', false],
    [
      'a #! line',
      '#!/usr/bin/env node\nexports.handler = async () => require("node:path").basename(__filename);',
      'f.js',
    ],
    [
      'a strict file stays strict',
      '"use strict"; exports.handler = async () => (function () { return typeof this; })();',
      'undefined',
    ],
    [
      'the source of a function',
      'function page() { const next = (n) => n + 1; return next(1); } exports.handler = async () => page.toString().includes("__name");',
      false,
    ],
    [
      'a function in another context',
      'function rule(n) { const large = (m) => m > 1; return large(n); } exports.handler = async () => require("node:vm").runInNewContext(`(${rule})(2)`);',
      true,
    ],
    [
      'what a module is',
      'exports.handler = async () => [module.filename === __filename, typeof module.id, Array.isArray(module.paths), typeof require.cache];',
      [true, 'string', true, 'object'],
    ],
    ['this at the top', 'this.handler = async () => "set through this";', 'set through this'],
    ['a return at the top', 'exports.handler = async () => "early"; return;', 'early'],
  ])('%s', async (_what, source, expected) => {
    expect((await answers({ 'f.js': source }, ['f'])).results).toEqual([expected]);
  });

  test('the files themselves are loaded, by require and by import', async () => {
    const { results, app } = await answers(
      {
        'a.cjs': 'exports.handler = async () => __filename;',
        'b.mjs': 'export const handler = async () => import.meta.url;',
        'c/d.js': "const part = require('./part'); exports.handler = async () => part.place;",
        'c/part/index.js': 'exports.place = __dirname;',
      },
      ['a', 'b', 'c/d'],
    );
    expect(results).toEqual([
      join(app.root, 'a.cjs'),
      pathToFileURL(join(app.root, 'b.mjs')).href,
      join(app.root, 'c/part'),
    ]);
  });

  test('paths that only exist at run time, and the cache of the loader', async () => {
    const { results } = await answers(
      {
        'routes/users.js': 'module.exports = "users";',
        'registry.js': 'module.exports = new Map();',
        'models/user.js': "require('../registry').set('user', true);",
        'state.js': 'exports.n = 0;',
        'plugins/alpha.mjs': 'export const name = "alpha";',
        'joined.js':
          'const n = ["us", "ers"].join(""); exports.handler = async () => [require("./routes/" + n), require(`./routes/${n}.js`)];',
        'variable.js':
          'const f = ["./routes", "users"].join("/"); exports.handler = async () => [require(f), require.resolve(f).endsWith("users.js")];',
        'registered.js':
          'const fs = require("node:fs"); const path = require("node:path"); const registry = require("./registry"); for (const f of fs.readdirSync(path.join(__dirname, "models"))) require(path.join(__dirname, "models", f)); exports.handler = async () => [...registry.keys()];',
        'cached.js':
          'const load = () => { delete require.cache[require.resolve("./state")]; return require("./state"); }; exports.handler = async () => { load().n = 9; return load().n; };',
        'imported.mjs':
          'export const handler = async () => (await import(`./plugins/${["al", "pha"].join("")}.mjs`)).name;',
      },
      ['joined', 'variable', 'registered', 'cached', 'imported'],
    );
    expect(results).toEqual([['users', 'users'], ['users', true], ['user'], 0, 'alpha']);
  });

  test('ES modules that require sloppy CommonJS', async () => {
    const { results } = await answers(
      {
        'helper.cjs': 'module.exports = function () { total = 1; return total; };',
        'f.mjs': "import helper from './helper.cjs'; export const handler = async () => helper();",
      },
      ['f'],
    );
    expect(results).toEqual([1]);
  });

  test('ES module syntax in a .js file without "type": "module" still works, with imports as bundlers know them', async () => {
    const { results, builds } = await answers(
      {
        'f.js':
          "import { part } from './part'; import data from './data.json'; export const handler = async () => [part, data.n, typeof require];",
        'part.js': 'export const part = "part";',
        'data.json': '{ "n": 1 }',
      },
      ['f'],
    );
    expect([results, builds[0]?.problems]).toEqual([[['part', 1, 'function']], []]);
  });

  test('a package that cannot be found is said at once, and fails where it is needed', async () => {
    const { results, builds } = await answers(
      {
        'f.js':
          'exports.handler = async () => { try { return require("nowhere"); } catch (error) { return error.code; } }; exports.later = () => require("not-there");',
      },
      ['f'],
    );
    expect(results).toEqual(['MODULE_NOT_FOUND']);
    expect(builds[0]?.problems.map(({ message }) => message)).toEqual(['Could not resolve "not-there"']);
  });
});

describe('bundles', () => {
  test('imports run in the order that is written, whatever functions share', async () => {
    const setup = {
      'setup.mts': "(globalThis as { mode?: string }).mode = 'set up';",
      'mode.mts': "export const mode = (globalThis as { mode?: string }).mode ?? 'NOT SET';",
      'one.mts': "import './setup.mts'; import { mode } from './mode.mts'; export const handler = async () => mode;",
      'two.mts': "import { mode } from './mode.mts'; export const handler = async () => mode;",
      'lazy.mts':
        "import './setup.mts'; import { mode } from './mode.mts'; export const handler = async () => [mode, (await import('./lazy-part.mts')).mode];",
      'lazy-part.mts': "export { mode } from './mode.mts';",
      'node_modules/env-setup/package.json': '{ "main": "index.js" }',
      'node_modules/env-setup/index.js': 'process.env.MY_TABLE = "from-package";',
      'config.ts': "export const table = process.env['MY_TABLE'] ?? 'NOT SET';",
      'env.ts': "import 'env-setup'; import { table } from './config'; export const handler = async () => table;",
      'env2.ts': "import 'env-setup'; import { table } from './config'; export const handler = async () => table;",
    };
    expect((await answers(setup, ['one', 'two', 'lazy', 'env', 'env2'])).results).toEqual([
      'set up',
      'NOT SET',
      ['set up', 'set up'],
      'from-package',
      'from-package',
    ]);
  });

  test('TypeScript that is CommonJS is sloppy, and keeps no names', async () => {
    const { results } = await answers(
      {
        'f.cts':
          'function kind(this: unknown) { return typeof this; } function page() { const next = (n: number) => n; return next; }\nexports.handler = async () => [kind(), page.toString().includes("__name")];',
      },
      ['f'],
    );
    expect(results).toEqual([['object', false]]);
  });

  test.each([
    // What `esbuild --bundle` (0.28) calls the second of two classes of one name; `--keep-names` keeps what is written.
    [{}, ['Service', 'Service2', 'handler']],
    [{ build: { keepNames: true } }, ['Service', 'Service', 'handler']],
  ])('names of classes and functions are those of the bundle, %o', async (settings, expected) => {
    const { results } = await answers(
      {
        'other.ts': 'export class Service {}',
        'f.ts':
          "import { Service as Other } from './other'; class Service {} export const handler = async () => [Other.name, new Service().constructor.name, handler.name];",
      },
      ['f'],
      settings,
    );
    expect(results).toEqual([expected]);
  });

  test('a #! line of a TypeScript file, and of one that it imports', async () => {
    const { results } = await answers(
      {
        'tool.ts':
          '#!/usr/bin/env -S node --import tsx\nexport const tool: string = __filename.split("/").at(-1) ?? "";',
        'f.ts':
          "#!/usr/bin/env node\nimport { tool } from './tool'; export const handler = async () => [tool, __filename.endsWith('/f.ts')];",
        'apart.ts':
          "#!/usr/bin/env node\nconst file = './tool'; export const handler = async () => (await import(file)).tool;",
        'awaits.ts':
          "#!/usr/bin/env node\nawait Promise.resolve(); const file = './tool.js'; export const handler = async () => (await import(file)).tool;",
      },
      ['f', 'apart', 'awaits'],
    );
    expect(results).toEqual([['tool.ts', true], 'tool.ts', 'tool.ts']);
  });

  test('import.meta is that of the source, whole and in parts', async () => {
    const { results } = await answers(
      {
        'f.ts':
          'const { url } = import.meta; export const handler = async () => [url === import.meta.url, url.endsWith("/f.ts"), import.meta.resolve("./x.mjs").endsWith("/x.mjs"), import.meta.dirname === __dirname];',
      },
      ['f'],
    );
    expect(results).toEqual([[true, true, true, true]]);
  });

  test('await at the top level', async () => {
    const { results } = await answers(
      { 'f.ts': 'const n: number = await Promise.resolve(4); export const handler = async () => n;' },
      ['f'],
    );
    expect(results).toEqual([4]);
  });

  test('a package that can only be imported is loaded, in its turn', async () => {
    const { results } = await answers(
      {
        'node_modules/modern/package.json': '{ "type": "module", "exports": { "import": "./index.js" } }',
        'node_modules/modern/index.js': 'export const seen = globalThis.first; export default "modern";',
        'first.ts': 'Object.assign(globalThis, { first: "first" });',
        'f.ts':
          "import './first'; import modern, { seen } from 'modern'; export const handler = async () => [modern, seen];",
      },
      ['f'],
    );
    expect(results).toEqual([['modern', 'first']]);
  });

  test('a file of a package that is imported by its path has its own place', async () => {
    const { results, app } = await answers(
      {
        'node_modules/lib/index.js': '#!/usr/bin/env node\nexports.where = __dirname;',
        'f.ts': "import { where } from './node_modules/lib/index.js'; export const handler = async () => where;",
      },
      ['f'],
    );
    expect(results).toEqual([join(app.root, 'node_modules/lib')]);
  });

  const effects = {
    'package.json': '{ "sideEffects": false }',
    'register.ts': "(globalThis as { registered?: string }).registered = 'yes';",
    'f.ts':
      "import './register'; export const handler = async () => String((globalThis as { registered?: string }).registered);",
    'plain.js': "require('./effect.js'); exports.handler = async () => String(globalThis.registered);",
    'effect.js': "globalThis.registered = 'plain';",
  };

  test('"sideEffects": false leaves out what is imported for its effects with bundle: true, as bundlers do, and a warning says so', async () => {
    const { results, builds } = await answers(effects, ['f'], { bundle: true });
    expect(results).toEqual(['undefined']);
    expect(builds[0]).toMatchObject({
      serves: 'this',
      problems: [
        { severity: 'warning', message: expect.stringMatching(/^Ignoring this import/), position: { line: 1 } },
      ],
    });
  });

  test('without bundle: true it is kept, as Node and tsc do, and a warning says what a bundler would do', async () => {
    const { results, builds } = await answers(effects, ['f', 'plain']);
    expect(results).toEqual(['yes', 'plain']);
    expect(builds.map(({ problems }) => problems)).toMatchObject([
      [{ severity: 'warning', message: expect.stringMatching(/^This import was kept/), position: { line: 1 } }],
      [],
    ]);
  });
});

describe('file by file', () => {
  const files = {
    'parts/beta.ts': "export const name: string = 'beta';",
    'registry.ts': 'export const registry = new Map<string, boolean>();',
    'models/user.ts': "import { registry } from '../registry'; registry.set('user', true);",
    'query.sql': 'SELECT 1',
    'joined.ts':
      "export const handler = async () => { const n = ['be', 'ta'].join(''); return [(await import(`./parts/${n}.js`)).name, (await import('./parts/' + n)).name, require(`./parts/${n}`).name]; };",
    'registered.ts':
      "import fs from 'node:fs'; import path from 'node:path'; import { registry } from './registry'; import query from './query.sql'; for (const file of fs.readdirSync(path.join(__dirname, 'models'))) require(path.join(__dirname, 'models', file)); export const handler = async () => [[...registry.keys()], query];",
    'modules.mts':
      "import { pathToFileURL } from 'node:url'; import { registry } from './registry.ts'; export const handler = async () => { for (const file of ['user.ts']) await import(new URL(`./models/${file}`, import.meta.url).href); return [[...registry.keys()], pathToFileURL(__filename).href === import.meta.url]; };",
    'cached.ts':
      "export const handler = async () => { const load = () => { delete require.cache[require.resolve('./parts/beta')]; return require('./parts/beta') as object; }; return load() !== load(); };",
  };

  test('TypeScript whose paths only exist at run time', async () => {
    const { results, builds } = await answers(files, ['joined', 'registered', 'modules', 'cached']);
    expect(builds.flatMap(({ problems }) => problems)).toEqual([]);
    expect(results).toEqual([['beta', 'beta', 'beta'], [['user'], 'SELECT 1'], [['user'], true], true]);
  });

  test('bundle: false compiles every file by itself, as tsc does', async () => {
    const { results, builds } = await answers(
      {
        'package.json': '{ "sideEffects": false }',
        'register.ts': "(globalThis as { registered?: string }).registered = 'yes';",
        'f.ts':
          "import './register'; export const handler = async () => [(globalThis as { registered?: string }).registered, __filename.endsWith('/f.ts')];",
      },
      ['f'],
      { bundle: false },
    );
    expect(results).toEqual([['yes', true]]);
    expect(builds[0]?.problems).toEqual([]);
  });

  test('bundle: true bundles JavaScript too', async () => {
    const { results } = await answers(
      { 'f.js': 'exports.handler = async () => module.filename === __filename;' },
      ['f'],
      {
        bundle: true,
      },
    );
    expect(results).toEqual([false]);
  });

  test('an error names the line of the source', async () => {
    const { results } = await answers(
      {
        ...files,
        'f.ts':
          "const name = ['be', 'ta'].join('');\n\nexport const handler = async () => {\n  await import(`./parts/${name}.js`);\n  throw new Error('here');\n};\n",
      },
      ['f'],
    );
    expect((results[0] as { trace: string[] }).trace[1]).toMatch(/f\.ts:5:/);
  });

  const modules = {
    'package.json': '{ "type": "module" }',
    'tsconfig.json': '{ "compilerOptions": { "paths": { "@lib/*": ["./lib/*"] } } }',
    'parts/beta.ts':
      "import { registry } from '../registry.js'; registry.set('beta', true); export const name: string = 'beta';",
    'parts/gamma.mts': "export const name: string = await Promise.resolve('gamma');",
    'parts/alias.ts': "import { word } from '@lib/word'; export const name: string = word;",
    'parts/packaged.ts': "import { hidden } from 'commonjs-package'; export const name: string = hidden;",
    'lib/word.ts': "export const word: string = 'word';",
    'registry.ts': 'export const registry = new Map<string, boolean>();',
    'query.sql': 'SELECT 1',
    'data.json': '{ "n": 1 }',
    'node_modules/commonjs-package/index.js': "const all = { hidden: 'hidden' }; module.exports = all;",
  };
  const awaits = 'const ready: number = await Promise.resolve(1);';

  test('TypeScript with await at the top level, whose paths only exist at run time', async () => {
    const { results, builds, app } = await answers(
      {
        ...modules,
        'joined.ts': `import { registry } from './registry.js'; ${awaits} export const handler = async () => [ready, (await import('./parts/' + ['be', 'ta.js'].join(''))).name, [...registry.keys()]];`,
        'variable.ts': `import { registry } from './registry'; ${awaits} export const handler = async () => { const names = []; for (const file of ['./parts/beta.js', './parts/gamma', './parts/alias.ts', './parts/packaged.js']) names.push((await import(file)).name); return [names, [...registry.keys()], ready]; };`,
        'url.ts': `import { hidden } from 'commonjs-package'; import { registry } from './registry.js'; ${awaits} export const handler = async () => { await import(new URL('parts/beta.ts', import.meta.url).href); return [[...registry.keys()], hidden, import.meta.url, typeof require, __dirname, ready]; };`,
        'inlined.ts': `import query from './query.sql'; import data from './data.json'; import { word } from '@lib/word'; ${awaits} const name = 'node:os'; export default { other: async () => ready }; export const handler = async () => [query, data.n, word, typeof (await import(name)).tmpdir];`,
      },
      ['joined', 'variable', 'url', 'inlined'],
    );
    expect(builds.flatMap(({ problems }) => problems)).toEqual([]);
    expect(results).toEqual([
      [1, 'beta', ['beta']],
      [['beta', 'gamma', 'word', 'hidden'], ['beta'], 1],
      [['beta'], 'hidden', pathToFileURL(join(app.root, 'url.ts')).href, 'function', app.root, 1],
      ['SELECT 1', 1, 'word', 'function'],
    ]);
  });

  test('an error of such a module names the line of the source, in a process too', async () => {
    const source = `${awaits}\n\nexport const handler = async (): Promise<void> => {\n  await import(\`./parts/\${['be', 'ta'].join('')}.js\`);\n  throw new Error('here');\n};\n`;
    for (const isolation of ['thread', 'process'] as const) {
      const { results } = await answers({ ...modules, 'f.ts': source }, ['f'], { isolation });
      expect((results[0] as { trace: string[] }).trace[1]).toMatch(/f\.ts:5:/);
    }
  });

  test('what such a module cannot find is an error as in Node', async () => {
    const { results } = await answers(
      {
        ...modules,
        'f.ts': `${awaits} export const handler = async () => { const name = './nowhere'; try { await import(name); } catch (error) { return (error as { code: string }).code; } };`,
      },
      ['f'],
    );
    expect(results).toEqual(['ERR_MODULE_NOT_FOUND']);
  });
});

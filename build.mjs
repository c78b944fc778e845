// Builds the package: bundled entry points, the files that run inside a function's environment, type declarations.
// esbuild and express stay outside the bundle (see dependencies in package.json); the other libraries go in.
import { build } from 'esbuild';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: 'linked',
  sourcesContent: false,
  external: ['esbuild', 'express', '@swc/core'],
  logLevel: 'warning',
  legalComments: 'none',
  // Half the text to read and parse at every start. Names stay, for stacks; lines stay short, for whoever looks.
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 160,
  metafile: true,
};

const entries = {
  index: 'src/index.ts',
  mapping: 'src/mapping/index.ts',
};

// The command line is one CommonJS file, for the sake of src/cli/code-cache.ts. Only what is large and seldom asked for stays outside, in
// files that it imports when they are.
const asCommonJs = {
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  define: { 'import.meta.url': '__fileUrl' },
  banner: { js: "const __fileUrl = require('node:url').pathToFileURL(__filename).href;" },
};
const commandLine = { ...asCommonJs, entryPoints: { 'command-line': 'src/cli/main.ts' } };
const rarelyNeeded = {
  'rare/certificate': { module: 'src/server/tls/make-certificate.ts', specifier: /\/make-certificate\.ts$/ },
  'rare/dashboard': { module: 'src/dashboard/app.ts', specifier: /\/dashboard\/app\.ts$/ },
  'rare/shared-state': { module: 'src/shared-state/open.ts', specifier: /\/shared-state\/open\.ts$/ },
  'rare/mcp': { module: 'src/cli/mcp/server.ts', specifier: /\/mcp\/server\.ts$/ },
  'rare/jose': { module: 'jose', specifier: /^jose$/ },
};
const leaveOutside = {
  name: 'leave the rarely needed outside',
  setup(builder) {
    for (const [file, { specifier }] of Object.entries(rarelyNeeded)) {
      builder.onResolve({ filter: specifier }, ({ kind }) =>
        kind === 'dynamic-import' ? { path: `./${file}.js`, external: true } : undefined,
      );
    }
  },
};

// uPlot asks for the browser's language when it loads, and some (POSIX locales) have one that is no language tag. The page's numbers are in
// English anyway.
const plainNumbers = {
  name: 'numbers in English',
  setup(builder) {
    builder.onLoad({ filter: /uPlot\.esm\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace('nav.language', '"en-US"'),
      loader: 'js',
    }));
  },
};

// What a function's environment loads: each must be one file without imports of its own, so it starts fast.
const environmentEntries = {
  'environment/thread': 'src/lambda/environment/thread.ts',
  'environment/process': 'src/lambda/environment/process.ts',
  'environment/host': 'src/lambda/environment/host/host.ts',
  'environment/module-hooks': 'src/lambda/environment/modules/module-hooks.ts',
};

// What runs JavaScript and TypeScript of a project's own configuration, in a process of its own.
const evaluationEntries = { 'evaluation/child': 'src/sources/evaluation/child.ts' };

const present = (map) => Object.fromEntries(Object.entries(map).filter(([, file]) => existsSync(file)));

// CommonJS libraries in the bundles ask for Node's modules by require.
const banner = {
  js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
};
const rareEntries = Object.fromEntries(Object.entries(rarelyNeeded).map(([file, { module }]) => [file, module]));

rmSync('dist', { recursive: true, force: true });
const built = [];
built.push(
  await build({
    ...common,
    banner,
    entryPoints: { ...present(entries), ...rareEntries },
    outdir: 'dist',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
  }),
);
built.push(await build({ ...common, ...commandLine, outdir: 'dist', plugins: [leaveOutside] }));
// Code out of V8's cache cannot import; src/cli/code-cache.ts hands it a function that can. Of the same length: the source map stays right.
const commandLineFile = 'dist/command-line.cjs';
writeFileSync(commandLineFile, readFileSync(commandLineFile, 'utf8').replaceAll(/(?<![\w$.])import\(/g, '__load('));
built.push(await build({ ...common, entryPoints: { cli: 'src/cli/launch.ts' }, outdir: 'dist' }));
built.push(await build({ ...common, entryPoints: present(environmentEntries), outdir: 'dist' }));
// What deployed handlers import: one small file without imports.
built.push(await build({ ...common, target: 'node18', entryPoints: { recorder: 'src/recorder/index.ts' }, outdir: 'dist' }));
// The console's page: files for browsers, which the admin port serves as they are.
built.push(await build({
  ...common,
  platform: 'browser',
  target: 'es2022',
  external: [],
  entryPoints: { main: 'src/dashboard/page/main.tsx' },
  outdir: 'dist/console',
  splitting: true,
  chunkNames: '[name]-[hash]',
  sourcemap: false,
  plugins: [plainNumbers],
  minify: true,
  jsx: 'automatic',
  jsxImportSource: 'preact',
}));
copyFileSync('src/dashboard/page/index.html', 'dist/console/index.html');
const sheets = ['src/dashboard/page/style.css', 'src/dashboard/page/page.css', 'node_modules/uplot/dist/uPlot.min.css'];
writeFileSync('dist/console/style.css', sheets.map((sheet) => readFileSync(sheet, 'utf8')).join('\n'));
built.push(await build({ ...common, banner, entryPoints: present(evaluationEntries), outdir: 'dist' }));
// What functions load whose sources were compiled one by one. It becomes part of Node's CommonJS loader, so it is CommonJS itself.
built.push(await build({
  ...common,
  ...asCommonJs,
  entryPoints: { 'environment/compiled-files': 'src/lambda/environment/modules/compiled-files.ts' },
  outdir: 'dist',
}));
// The runtime that runs Python functions is used as it is.
mkdirSync('dist/python', { recursive: true });
for (const file of ['runtime.py', 'gw_emulate_hosts.py']) copyFileSync(`src/lambda/python/${file}`, `dist/python/${file}`);
writeFileSync('dist/THIRD-PARTY-LICENSES.md', licensesOf(built));

// The JSON Schema of emulator.config.yaml, out of the definition that reads the file.
const schema = await build({
  ...common,
  sourcemap: false,
  entryPoints: ['src/sources/config/json-schema.ts'],
  write: false,
});
const { configJsonSchema } = await import(
  `data:text/javascript;base64,${Buffer.from(schema.outputFiles[0].contents).toString('base64')}`
);
mkdirSync('dist', { recursive: true });
writeFileSync('dist/config.schema.json', `${JSON.stringify(configJsonSchema(), null, 2)}\n`);

if (!process.argv.includes('--no-types') && existsSync('node_modules/typescript') && existsSync('src/index.ts')) {
  const types = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json'], {
    stdio: 'inherit',
  });
  if (types.status !== 0) process.exit(types.status ?? 1);
  keepPublicTypes('dist/types');
  withoutNodeTypes('dist/types');
}

linkCommand();
// Written last: `npx gw-emulate` in a checkout builds again where an earlier build was interrupted.
writeFileSync('dist/complete', '');

/**
 * In a checkout, `npx gw-emulate` finds the command here. Otherwise npm packs the folder at every start, which builds everything again. As a
 * dependency the package has no node_modules of its own.
 */
function linkCommand() {
  if (!existsSync('checkout.mjs') || !existsSync('node_modules')) return;
  const command = 'node_modules/.bin/gw-emulate';
  mkdirSync('node_modules/.bin', { recursive: true });
  rmSync(command, { force: true });
  if (process.platform === 'win32') writeFileSync(`${command}.cmd`, '@node "%~dp0\\..\\..\\checkout.mjs" %*\r\n');
  else symlinkSync('../../checkout.mjs', command);
}

/** Declarations that none of the package's entries leads to are a megabyte, and on a disk six: most files take less than one block. */
function keepPublicTypes(folder) {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
  const wanted = new Set();
  const waiting = Object.values(exports).flatMap(({ types }) => (types === undefined ? [] : [join(types)]));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (wanted.has(file)) continue;
    wanted.add(file);
    for (const [, specifier] of readFileSync(file, 'utf8').matchAll(/(?:from|import|import\()\s*['"](\.[^'"]+)\.[jt]s['"]/g))
      waiting.push(join(dirname(file), `${specifier}.d.ts`));
  }
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, name);
    if (name.endsWith('.d.ts') && !wanted.has(file)) rmSync(file);
  }
}

/** A project without @types/node can be type-checked too: there, what is Node's is `any`. */
function withoutNodeTypes(folder) {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.d.ts')) continue;
    const file = `${folder}/${name}`;
    const text = readFileSync(file, 'utf8');
    const namesBuffer = /\bBuffer\b/.test(text) && !/from 'node:buffer'/.test(text);
    const buffer = namesBuffer ? "import type { Buffer } from 'node:buffer';\n" : '';
    const marked = text
      // Directives stay first.
      .replace(/^(?:\/\/\/.*\n)*/, (directives) => `${directives}${buffer}`)
      .replaceAll(/^import .* from 'node:/gm, '// @ts-ignore: any without @types/node\n$&');
    if (marked !== text) writeFileSync(file, marked);
  }
}

/** The licence texts of the libraries that went into the bundles: MIT, ISC, BSD and Apache ask that they travel along. */
function licensesOf(results) {
  const packages = new Set();
  for (const { metafile } of results) {
    for (const input of Object.keys(metafile.inputs)) {
      const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
      if (found !== undefined) packages.add(found);
    }
  }
  const sections = [...packages]
    .sort((a, b) => a.localeCompare(b))
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file === undefined ? `Licence: ${license}` : readFileSync(`${folder}/${file}`, 'utf8').trim();
      return `## ${name} ${version} (${license})\n\n${text}\n`;
    });
  return `# Libraries inside gw-emulate's bundles\n\n${sections.join('\n')}`;
}

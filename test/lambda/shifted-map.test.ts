import { writeFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from 'esbuild';
import { expect, test } from 'vitest';
import { withShiftedMap } from '../../src/lambda/environment/runtime/shifted-map.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const SOURCE = 'export async function handler(event: { id: number }) {\n  return { body: event.id };\n}\n';
/** What Node writes before a CommonJS module that it compiles as a script. */
const BEFORE = '(function (exports, require, module, __filename, __dirname) { ';

function mapIn(code: string): SourceMap {
  const base64 = /sourceMappingURL=data:application\/json;base64,(\S+)/.exec(code)?.[1] ?? '';
  return new SourceMap(JSON.parse(Buffer.from(base64, 'base64').toString()) as SourceMapPayload);
}

test.each(['inline', 'external'] as const)(
  'positions of a minified bundle move with its first line: %s map',
  (kind) => {
    const folder = temporaryFolder('shifted-map');
    const options = { loader: 'ts', format: 'cjs', minify: true, sourcefile: 'order.ts' } as const;
    const { code, map } = transformSync(SOURCE, { ...options, sourcemap: kind });
    writeFileSync(join(folder, 'index.js.map'), map);
    const written = kind === 'inline' ? code : `${code}//# sourceMappingURL=index.js.map\n`;
    const shifted = withShiftedMap(written, join(folder, 'index.js'), BEFORE.length);
    const column = (BEFORE + shifted).indexOf('return{');
    expect(mapIn(shifted).findEntry(0, column)).toMatchObject({
      originalLine: 1,
      originalColumn: 2,
      originalSource: pathToFileURL(join(folder, 'order.ts')).href,
    });
  },
);

test.each([
  ['without a map', 'exports.handler = 1;\n'],
  ['whose map is not there', 'exports.handler = 1;\n//# sourceMappingURL=gone.js.map\n'],
  [
    'whose first line comes from no source',
    `"use strict";\nexports.handler = 1;\n//# sourceMappingURL=data:application/json;base64,${Buffer.from('{"version":3,"sources":["a.ts"],"mappings":";AAAA"}').toString('base64')}\n`,
  ],
])('a module %s stays as it is', (_, code) => {
  expect(withShiftedMap(code, '/project/index.js', BEFORE.length)).toBe(code);
});

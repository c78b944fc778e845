// Where a mistake in a configuration in code is said to be.
import { expect, test } from 'vitest';
import { codeDocument } from '../../../../src/sources/config/code/code-document.ts';
import type { Path } from '../../../../src/sources/problems/paths.ts';

/** The place of the mark `«`, which is removed from the text. */
function place(marked: string, path: Path, side?: 'key' | 'value'): { readonly is: unknown; readonly wanted: unknown } {
  const before = marked.slice(0, marked.indexOf('«')).split('\n');
  const text = marked.replace('«', '');
  const { file: _file, ...is } = codeDocument('emulator.config.ts', text, {}).positionOf(path, side) ?? { file: '' };
  return { is, wanted: { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 } };
}

test.each<[string, Path, ('key' | 'value')?]>([
  ['export default { apis: { shop: «{} } };', ['apis', 'shop']],
  ['export default { apis: { «shop: {} } };', ['apis', 'shop'], 'key'],
  ["export default {\n  apis: { shop: { routes: { 'GET /a': «'x' } } },\n};", ['apis', 'shop', 'routes', 'GET /a']],
  ['export default defineConfig({ functions: { a: { layers: ["x", «"y"] } } });', ['functions', 'a', 'layers', 1]],
  ['export default defineConfig({ functions: { «a: { handler } } });', ['functions', 'a', 'timeout'], 'key'],
  ['module.exports = { port: «"x" };', ['port']],
  ['export default async () => ({ port: «1 });', ['port']],
  ['export default () => {\n  const a = { port: 2 };\n  return { port: «1 };\n};', ['port']],
  ['export default async function config() {\n  return { port: «1 };\n}', ['port']],
  ['const config: EmulatorConfig = { port: «1 };\nexport default config;', ['port']],
  ['const config = defineConfig({ port: «1 });\nexport default config;', ['port']],
  ['const config = { port: «1 } satisfies EmulatorConfig;\nexport default defineConfig(config);', ['port']],
  ['const functions = { a: { timout: «3 } };\nexport default { functions };', ['functions', 'a', 'timout']],
  [
    'const common = { timout: «3 };\nexport default { functions: { a: { ...common, handler: "x.y" } } };',
    ['functions', 'a', 'timout'],
  ],
  ['import { apis } from "./apis";\nexport default { «apis };', ['apis', 'shop', 'type']],
  ['export default { apis: «makeApis({ shop: 1 }) };', ['apis'], 'value'],
  ['// export default { port: 1 }\n/* { */ export default { a: /[{"]/, b: `x${`{`}`, /* c */ port: «1 };', ['port']],
  ["export default { a: 'it\\'s {', b: 4 / 2, c() { return { port: 2 } }, port: «1 };", ['port']],
  ['const a = a;\nexport default { «apis: a };', ['apis', 'x']],
])('%s', (marked, path, side) => {
  const { is, wanted } = place(marked, path, side);
  expect(is).toEqual(wanted);
});

test.each([
  '',
  'export default',
  '`',
  'export default {',
  "export default { 'a",
  'module.exports = [',
  '/*',
  'export default ((((',
  '\\',
])('a place is named in %j too', (text) => {
  expect(codeDocument('emulator.config.ts', text, {}).positionOf(['apis', 'shop'])).toMatchObject({ line: 1 });
});

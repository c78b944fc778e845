import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * A module's place is that of its source, not of the output: free uses of these names become variables that each file sets before its first
 * statement (see `withPlace`). Names that the file declares itself are left alone by esbuild.
 */
export const PLACE_DEFINES: Readonly<Record<string, string>> = {
  __dirname: '__gwFolder',
  __filename: '__gwFile',
  'import.meta': '__gwMeta',
};

/** `import.meta` of the output itself, for what only it can resolve; stands before every ES module. */
export const OWN_META = 'const __gwOwnMeta = import.meta;';

const DIRECTIVE = /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*(['"])use strict\1/;
export const IMPORT_META = /\bimport\s*\.\s*meta\b/;

/** What a file is given, and the line (1, or 2 behind a `#!` line) before whose text it stands. */
export interface PlacePrefix {
  readonly text: string;
  readonly line: number;
}

/** Variables for the place of a source file; positions in that line are that much too far right. Without text when the file asks for none. */
export function placePrefix(path: string, source: string, format: 'cjs' | 'esm'): PlacePrefix {
  const variables: string[] = [];
  if (/\b__dirname\b/.test(source)) variables.push(`__gwFolder=${JSON.stringify(dirname(path))}`);
  if (/\b__filename\b/.test(source)) variables.push(`__gwFile=${JSON.stringify(path)}`);
  if (IMPORT_META.test(source)) variables.push(`__gwMeta=${metaOf(path, format)}`);
  const line = source.startsWith('#!') ? 2 : 1;
  if (variables.length === 0) return { text: '', line };
  const text = `var ${variables.join(',')};`;
  // Nothing may stand before a directive.
  return { text: DIRECTIVE.test(afterHashbang(source)) ? `'use strict';${text}` : text, line };
}

/** The source with its place. */
export function withPlace(path: string, source: string, format: 'cjs' | 'esm', compiled = source): string {
  const { text } = placePrefix(path, source, format);
  const body = afterHashbang(compiled);
  return `${compiled.slice(0, compiled.length - body.length)}${text}${body}`;
}

function afterHashbang(source: string): string {
  return source.startsWith('#!') ? source.slice(source.indexOf('\n') + 1 || source.length) : source;
}

function metaOf(path: string, format: 'cjs' | 'esm'): string {
  const { href } = pathToFileURL(path);
  const url = JSON.stringify(href);
  const others =
    format === 'esm'
      ? '__gwOwnMeta.resolve(s)'
      : `String(require("node:url").pathToFileURL(require("node:module").createRequire(${url}).resolve(s)))`;
  const resolve = `(s)=>/^\\.{0,2}\\//.test(s)?new URL(s,${url}).href:/^\\w+:/.test(s)?s:${others}`;
  return `{url:${url},dirname:${JSON.stringify(dirname(path))},filename:${JSON.stringify(path)},resolve:${resolve}}`;
}

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const COMMENT = '//# sourceMappingURL=';
const INLINE = /^data:application\/json[^,]*;base64,/;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

interface SourceMapJson {
  readonly mappings: string;
  readonly sources: readonly string[];
  readonly sourceRoot?: string;
}

/**
 * A module's code with a source map whose first line begins so many columns later, inside the code: for a module that something is written
 * before on its first line. The code itself where its first line comes from no source, and where its map cannot be read. A minified bundle
 * is nothing but a first line.
 */
export function withShiftedMap(code: string, file: string, columns: number): string {
  const at = code.lastIndexOf(COMMENT);
  if (at === -1) return code;
  const [address = ''] = code.slice(at + COMMENT.length).split(/\s/, 1);
  const map = readMap(address, file);
  const shifted = map && shiftedMappings(map.mappings, columns);
  if (map === undefined || shifted === undefined) return code;
  const folder = resolve(
    INLINE.test(address) ? dirname(file) : dirname(resolve(dirname(file), address)),
    map.sourceRoot ?? '',
  );
  const sources = map.sources.map((source) =>
    /^[a-z][a-z0-9+.-]+:/i.test(source) ? source : pathToFileURL(resolve(folder, source)).href,
  );
  const json = JSON.stringify({ ...map, mappings: shifted, sources, sourceRoot: '' });
  return `${code.slice(0, at)}${COMMENT}data:application/json;base64,${Buffer.from(json).toString('base64')}\n`;
}

function readMap(address: string, file: string): SourceMapJson | undefined {
  try {
    const json = INLINE.test(address)
      ? Buffer.from(address.replace(INLINE, ''), 'base64').toString()
      : readFileSync(resolve(dirname(file), address), 'utf8');
    const map = JSON.parse(json) as Partial<SourceMapJson>;
    return typeof map.mappings === 'string' && Array.isArray(map.sources) ? (map as SourceMapJson) : undefined;
  } catch {
    return undefined;
  }
}

/** Positions of a line are relative to the one before: only the first one moves. `undefined` where the first line has none. */
function shiftedMappings(mappings: string, columns: number): string | undefined {
  const first = /^[A-Za-z0-9+/]+/.exec(mappings)?.[0];
  if (first === undefined) return undefined;
  let value = 0;
  let length = 0;
  let digit: number;
  do {
    digit = DIGITS.indexOf(first.charAt(length));
    value += (digit & 31) << (5 * length);
    length += 1;
  } while (digit >= 32 && length < first.length);
  return encoded((value >> 1) + columns) + mappings.slice(length);
}

/** A number of a source map, which is not negative here: five bits a digit, lowest first, the very first bit for the sign. */
function encoded(number: number): string {
  let rest = number << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>= 5;
    text += DIGITS.charAt(rest > 0 ? digit | 32 : digit);
  } while (rest > 0);
  return text;
}

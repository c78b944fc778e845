import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Message } from 'esbuild';
import type { Problem } from '../../../model/base/position.ts';
import { placePrefix } from './place.ts';

/** No package has such a name: `@/orders`, `~/orders`, `$lib/orders`. */
const ALIAS = /^(?:@|~|\$\w*)\//;
const UNRESOLVED = /^Could not resolve "(.+?)"/;

/** The specifier of an import that esbuild could not resolve; `undefined` for any other message. */
export function unresolvedSpecifier(message: Message): string | undefined {
  return UNRESOLVED.exec(message.text)?.[1];
}

/** An import for its effects that esbuild leaves out. */
export function isLeftOut({ id }: Message): boolean {
  return id === 'ignored-bare-import';
}

/** What is said of one that was kept all the same. */
export function asKept(message: Message): Message {
  const why = message.text.replace(/^Ignoring this import\s*/, '');
  const text = `This import was kept; a bundler leaves it out when you deploy ${why} (bundle: true leaves it out here too)`;
  return { ...message, text };
}

/** Absolute path of the file that a message is about. */
export function messageFile(message: Message, root: string): string | undefined {
  return message.location ? resolve(root, message.location.file) : undefined;
}

/** An esbuild message as a problem: columns counted from 1, the file as seen from the working folder, one line of source with a caret. */
export function buildProblem(
  message: Message,
  root: string,
  workingFolder: string,
  severity: Problem['severity'] = 'error',
): Problem {
  const missing = missingPackage(message);
  const hint = hintOf(message, missing);
  const common = {
    severity,
    message: message.text.replace(/\.$/, ''),
    ...(hint === undefined ? {} : { hint }),
    ...(missing === undefined ? {} : { missingPackage: missing }),
  } as const;
  const { location } = message;
  if (!location) return common;
  const file = resolve(root, location.file);
  const shift = prefixLength(file, location.line, location.lineText);
  const lineText = location.lineText.slice(shift);
  const column = Math.max(0, location.column - shift);
  return {
    ...common,
    position: { file: relative(workingFolder, file) || file, line: location.line, column: column + 1 },
    frame: codeFrame(lineText, location.line, column, location.length),
  };
}

/** Source line with a caret under the place, `column` counted from 0. */
function codeFrame(lineText: string, line: number, column: number, length: number): string {
  const gutter = ` ${line} | `;
  const marker = `${' '.repeat(gutter.length - 2)}| ${lineText.slice(0, column).replace(/[^\t]/g, ' ')}`;
  return `${gutter}${lineText}\n${marker}${'^'.repeat(Math.max(1, Math.min(length, lineText.length - column)))}`;
}

function hintOf(message: Message, missing: Problem['missingPackage']): string | undefined {
  if (missing?.dev === true)
    return `On AWS the runtime provides the SDK; here it comes from the project: npm install --save-dev ${missing.name}`;
  if (missing) return `Install it: npm install ${missing.name}`;
  const specifier = unresolvedSpecifier(message);
  if (specifier === undefined) return message.notes[0]?.text;
  const alias = ALIAS.exec(specifier)?.[0];
  if (alias !== undefined) {
    return `It looks like an alias of a folder. Set it in tsconfig.json: "compilerOptions": { "paths": { "${alias}*": ["./src/*"] } }`;
  }
  return 'There is no such file; check the path';
}

/** The package of an import that was not found; `undefined` for files. */
function missingPackage(message: Message): Problem['missingPackage'] {
  const specifier = unresolvedSpecifier(message);
  if (specifier === undefined || /^[./]/.test(specifier) || ALIAS.test(specifier)) return undefined;
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  return { name, dev: name.startsWith('@aws-sdk/') || name.startsWith('@smithy/') };
}

/** How much of the line is what stands before the source's own text. */
function prefixLength(file: string, line: number, lineText: string): number {
  // No prefix stands behind line 2, and most files have none.
  if (line > 2) return 0;
  try {
    const source = readFileSync(file, 'utf8');
    const prefixes = FORMATS.map((format) => placePrefix(file, source, format));
    return prefixes.find((prefix) => prefix.line === line && lineText.startsWith(prefix.text))?.text.length ?? 0;
  } catch {
    return 0;
  }
}

const FORMATS = ['cjs', 'esm'] as const;

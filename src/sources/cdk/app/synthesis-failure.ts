import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Position } from '../../../model/base/position.ts';
import type { InputContext } from '../../input.ts';
import type { CommandResult } from './run-command.ts';

/** What a failing command's problem shows of its last words. */
const LAST_LINES = 12;

/** Says why a synthesis failed: the command's own words, at the first place in the project's files that they name. */
export function saySynthesisFailure(
  command: string,
  { output, failure }: CommandResult,
  folder: string,
  context: InputContext,
): void {
  const lines = output
    // eslint-disable-next-line no-control-regex -- colours of a terminal
    .replaceAll(/\u001b\[[0-9;]*m/g, '')
    .replaceAll(OF_NODE, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  const position = placeIn(lines, folder, context);
  const said = headline(lines);
  context.problems.error(
    `the CDK app cannot be synthesised: ${said ?? `"${command}" ${failure ?? 'failed'}`}`,
    position,
    [
      ...adviceOn(lines),
      `"${command}" ${failure ?? 'failed'}:`,
      ...lines.slice(-LAST_LINES).map((line) => `  ${line}`),
    ].join('\n'),
  );
}

/** What Node says of itself around an error: where in its own code it was thrown, how a missing module was asked for, its version. */
const OF_NODE =
  /^node:internal.*\n\s*throw \w+;\n\s*\^\n|^Require stack:\n(?:- .*\n)*|^\s*(?:at (?:.*\(|async )?node:.*|code: 'MODULE_NOT_FOUND',|requireStack: \[.*\]|\}|Node\.js v\d.*)\n?$/gm;

function adviceOn(lines: readonly string[]): string[] {
  const [, missing] =
    lines.map((line) => /Cannot find (?:module|package) '([^'./][^']*)'/.exec(line)).find(Boolean) ?? [];
  return missing === undefined ? [] : ['Install the packages of the project, as with "npm install".'];
}

/** `TypeError: x is not a function`, `lib/shop.ts(3,5): error TS2304: …`: the line that says what is wrong. */
function headline(lines: readonly string[]): string | undefined {
  const line = lines.find((one) => /\berror TS\d+:|^(?:Uncaught )?[A-Za-z.]*(?:Error|Exception)\b.*:/.test(one.trim()));
  return line?.trim().replace(/^.*?(?=error TS\d+:)/, '');
}

const PLACES = [
  // TypeScript: lib/shop.ts(3,5): error …, lib/shop.ts:3:5 - error …
  /^(?<file>[^\s(:][^(:]*\.[cm]?[jt]sx?)[(:](?<line>\d+)[,:](?<column>\d+)/,
  // Stack traces: at Shop (file:///project/lib/shop.ts:3:5)
  /\(?(?<file>(?:file:\/\/|[A-Za-z]:\\|\/)[^\s():]*\.[cm]?[jt]sx?):(?<line>\d+):(?<column>\d+)\)?/,
  // Node before the stack: /project/lib/shop.ts:3
  /^(?<file>(?:\/|[A-Za-z]:\\)[^\s():]*\.[cm]?[jt]sx?):(?<line>\d+)$/,
  // Python: File "/project/app.py", line 3
  /File "(?<file>[^"]+\.py)", line (?<line>\d+)/,
];

function placeIn(lines: readonly string[], folder: string, context: InputContext): Position | undefined {
  const places = lines.flatMap((line) => placesOf(line.trim(), folder));
  const [first] = places;
  if (first === undefined) return undefined;
  // Node names the line before the stack, which has the column.
  const { path, line, column } =
    places.find((place) => place.path === first.path && place.line === first.line && place.column > 1) ?? first;
  const file = relative(context.cwd, path);
  context.problems.addSource({ file, text: readFileSync(path, 'utf8') });
  return { file, line, column };
}

interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

function placesOf(line: string, folder: string): Place[] {
  for (const pattern of PLACES) {
    const { file, line: at, column } = pattern.exec(line)?.groups ?? {};
    if (file === undefined) continue;
    const path = file.startsWith('file:') ? fileURLToPath(file) : resolve(folder, file);
    if (isOwn(path, folder)) return [{ path, line: Number(at), column: Number(column ?? 1) }];
  }
  return [];
}

/** A file of the project, none of its packages. */
function isOwn(path: string, folder: string): boolean {
  return path.startsWith(folder + sep) && !path.includes(`${sep}node_modules${sep}`) && existsSync(path);
}

import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageFile } from '../../../model/base/package-file.ts';

/** One line of a stack. */
export interface StackFrame {
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
  /** From 1; Python's stacks name none. */
  readonly column?: number;
  /** The function's name; empty at the top of a module. */
  readonly within: string;
}

/** Environments load their code from here; in a checkout, tests run it as source. */
const OURS = ['dist', 'src/lambda'].map((folder) => `${packageFile(import.meta.url, folder)}/`);

/** Frames of the developer's own files; with packages only, those; never Node's or this emulator's. */
export function ownFrames(lines: readonly string[]): StackFrame[] {
  const frames = lines.flatMap((line) => parseFrame(line) ?? parsePythonFrame(line) ?? []);
  const own = frames.filter(({ file }) => !PACKAGES.test(file));
  return own.length > 0 ? own : frames;
}

const PACKAGES = /[/\\](?:node_modules|site-packages|dist-packages|lib[/\\]python3[^/\\]*)[/\\]/;

/** Whether a line of some text is a stack line without use for the reader: of Node's own code, or of the emulator's. */
export function isForeignFrame(line: string): boolean {
  return /^\s+at .*\(?node:/.test(line) || (/^\s+at /.test(line) && OURS.some((folder) => line.includes(folder)));
}

function parseFrame(line: string): StackFrame | undefined {
  if (isForeignFrame(line)) return undefined;
  const match = /^\s+at (?:(?:async )?(.*?) \()?(?:async )?(.+?):(\d+):(\d+)\)?$/.exec(line);
  if (match === null) return undefined;
  const [, within = '', place = '', row, column] = match;
  const file = pathOf(place);
  if (file === undefined) return undefined;
  return { file, line: Number(row), column: Number(column), within: nameOf(within) };
}

/** `  File "/app/orders.py", line 6, in total`, with the source below it. */
function parsePythonFrame(entry: string): StackFrame | undefined {
  const [, file, row, within = ''] = /^\s*File "(\/[^"]+|[A-Za-z]:[^"]+)", line (\d+)(?:, in (.+))?/.exec(entry) ?? [];
  if (file === undefined || OURS.some((folder) => file.startsWith(folder))) return undefined;
  return { file, line: Number(row), within: within === '<module>' ? '' : within };
}

function pathOf(place: string): string | undefined {
  if (!place.startsWith('file:')) return /^(?:\/|[A-Za-z]:[\\/])/.test(place) ? place : undefined;
  try {
    return fileURLToPath(place);
  } catch {
    return undefined;
  }
}

/** AWS's clients call handlers as methods of an object, whose class is theirs: `Runtime.list` is `list`. */
function nameOf(within: string): string {
  const name = within.replace(/^(?:Object|Runtime|BufferedInvokeProcessor|StreamingInvokeProcessor)\./, '');
  return name === '<anonymous>' ? '' : name;
}

/** Below the working folder as a relative path. */
export function shownPath(file: string, cwd: string): string {
  const path = relative(cwd, file);
  return path.startsWith('..') ? file : path;
}

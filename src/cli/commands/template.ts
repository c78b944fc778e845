import { resolve } from 'node:path';
import { readNamedFile } from '../../model/base/regular-file.ts';
import { systemClock } from '../../model/base/clock.ts';
import { DEFINITION_QUIET_MS, WatchedFiles } from '../../model/base/watched-folders.ts';
import { JsonSyntaxError, readJson } from '../../mapping/json/reader.ts';
import { renderTemplate } from '../../mapping/render-template.ts';
import type { RenderTemplateInput, RenderedTemplate } from '../../mapping/render-template.ts';
import { TemplateError } from '../../mapping/template-error.ts';
import type { Problem } from '../../model/base/position.ts';
import { frame } from '../../sources/problems/frame.ts';
import type { Io } from '../io.ts';
import { printProblems } from '../print/problems.ts';

/** Files, relative to the working folder. All but the template may be omitted. */
export interface TemplateOptions {
  readonly file: string;
  /** The payload, `$input`. */
  readonly body?: string;
  /** JSON with `path`, `querystring` and `header`. */
  readonly params?: string;
  /** JSON for `$context`. */
  readonly context?: string;
  /** JSON with further top-level names, `stageVariables` among them. */
  readonly variables?: string;
  /** Render again whenever one of the files changes. */
  readonly watch?: boolean;
}

/** Ends a watching command. Default: it goes on until the process ends. */
export interface Ending {
  readonly asked: Promise<void>;
}

/**
 * `gw-emulate template FILE`: renders a mapping template as API Gateway does, prints the result on stdout and what it overrides on
 * stderr; an error comes with a code frame. Resolves with 1 when there is one; with `watch`, with 0 when it is ended.
 */
export async function runTemplate(options: TemplateOptions, io: Io, ending?: Ending): Promise<number> {
  if (options.watch !== true) return renderOnce(options, io);
  let last = renderOnce(options, io);
  const watcher = new WatchedFiles(systemClock, DEFINITION_QUIET_MS, () => {
    // One rendering after the other: two saves in a row must not print in each other's output.
    last = last.then(() => {
      io.stderr(io.paint('dim', `\n— ${options.file} or its data changed —\n`));
      return renderOnce(options, io);
    });
  });
  const { file, body, params, context, variables } = options;
  const files = [file, body, params, context, variables].filter((name) => name !== undefined);
  watcher.watch(files.map((name) => resolve(io.cwd, name)));
  await (ending?.asked ?? new Promise<void>(() => {}));
  watcher.close();
  await last;
  return 0;
}

async function renderOnce(options: TemplateOptions, io: Io): Promise<number> {
  const template = read(options.file, io);
  const input = await readInput(options, io);
  if (template === null || input === null) return 1;
  try {
    printResult(renderTemplate(template, input), io);
    return 0;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    printProblems([problemIn(options.file, template, error.detail, error)], io);
    return 1;
  }
}

function printResult({ output, overrides }: RenderedTemplate, io: Io): void {
  io.data(output.endsWith('\n') ? output : `${output}\n`);
  if (Object.keys(overrides).length > 0) io.stderr(`${io.paint('dim', `overrides: ${JSON.stringify(overrides)}`)}\n`);
}

async function readInput(options: TemplateOptions, io: Io): Promise<RenderTemplateInput | null> {
  const body = options.body === undefined ? '' : read(options.body, io);
  const params = await readObject(options.params, io);
  const context = await readObject(options.context, io);
  const variables = await readObject(options.variables, io);
  if (body === null || params === null || context === null || variables === null) return null;
  return { body, params, context, variables };
}

function read(file: string, io: Io): string | null {
  try {
    return readNamedFile(resolve(io.cwd, file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const message =
      code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code ?? (error as Error).message})`;
    printProblems([{ severity: 'error', message: `${file}: ${message}` }], io);
    return null;
  }
}

async function readObject(file: string | undefined, io: Io): Promise<Record<string, unknown> | null> {
  if (file === undefined) return {};
  const text = read(file, io);
  if (text === null) return null;
  const problem = objectProblem(file, text);
  if (problem === null) return JSON.parse(text) as Record<string, unknown>;
  printProblems([problem], io);
  return null;
}

/** What keeps the text from being a JSON object; our own reader knows the place, which `JSON.parse` does not. */
function objectProblem(file: string, text: string): Problem | null {
  try {
    if (readJson(text) instanceof Map) return null;
    return { severity: 'error', message: `${file}: a JSON object is wanted, as in {"name": "value"}` };
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    return problemIn(file, text, error.problem, error);
  }
}

function problemIn(
  file: string,
  text: string,
  message: string,
  { line, column }: { line: number; column: number },
): Problem {
  return { severity: 'error', message, position: { file, line, column }, frame: frame(text, line, column) };
}

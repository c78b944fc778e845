import { dirname, relative } from 'node:path';
import type { Position } from '../../../model/base/position.ts';
import { Evaluator } from '../../evaluation/evaluator.ts';
import { EvaluationFailure } from '../../evaluation/failure.ts';
import { describePath } from '../../problems/paths.ts';
import type { Problems } from '../../problems/problems.ts';
import type { SourceDocument } from '../../problems/source-document.ts';
import { codeDocument } from './code-document.ts';

/** Longer than any configuration needs that does not wait for something. */
const EVALUATION_TIMEOUT_MS = 10_000;

export interface CodeReading {
  /** Folder that file names in messages are relative to. */
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly problems: Problems;
  /** Absolute paths of everything that was read; what the configuration imports is added. */
  readonly files: Set<string>;
  readonly readFile: (file: string) => string;
}

/**
 * Runs a configuration in code, in a process of its own: what it does, and how long it takes, never touches the gateway. `undefined` with a
 * problem where it throws, exports nothing, does not end or cannot be built.
 */
export async function readCode(file: string, text: string, reading: CodeReading): Promise<SourceDocument | undefined> {
  const { cwd, environment, problems, files } = reading;
  const shown = relative(cwd, file);
  problems.addSource({ file: shown, text });
  const evaluator = new Evaluator({
    folder: dirname(file),
    cwd,
    environment: () => environment,
    timeout: EVALUATION_TIMEOUT_MS,
  });
  try {
    const { value, files: imported, notJson = [] } = await evaluator.configuration(file);
    for (const one of imported) files.add(one);
    const document = codeDocument(shown, text, value);
    for (const { path, found } of notJson) {
      const position = document.positionOf(path, 'value');
      problems.error(`${describePath(path)} is ${found}`, position, hintFor(found));
    }
    if (evaluator.output !== '') problems.info(`${shown} printed: ${evaluator.output}`);
    return notJson.length > 0 ? { ...document, isBroken: true } : document;
  } catch (error) {
    if (!(error instanceof EvaluationFailure)) throw error;
    for (const one of error.files) files.add(one);
    report(error, shown, reading);
    return undefined;
  } finally {
    evaluator.end();
  }
}

function report({ message, hint, position }: EvaluationFailure, shown: string, reading: CodeReading): void {
  const at: Position = position ?? { file: shown, line: 1, column: 1 };
  // The failure may be in a file that the configuration imports: its lines are wanted too.
  if (at.file !== shown) addText(at.file, reading);
  reading.problems.error(message, at, hint);
}

function addText(shown: string, { cwd, problems, files, readFile }: CodeReading): void {
  const file = `${cwd}/${shown}`;
  files.add(file);
  try {
    problems.addSource({ file: shown, text: readFile(file) });
  } catch {
    // Gone meanwhile: the place without its lines.
  }
}

function hintFor(found: string): string {
  return found === 'a function'
    ? 'A handler is named by its file and export: handlers/orders.create.'
    : 'A configuration holds text, numbers, true and false, lists and objects.';
}

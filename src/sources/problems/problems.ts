import type { Position, Problem } from '../../model/base/position.ts';
import { frame } from './frame.ts';

/** The text that positions of a file speak of; frames are cut from it. */
export interface SourceText {
  /** As positions name it. */
  readonly file: string;
  readonly text: string;
}

/** Everything found wrong while reading; nothing is thrown, so that the user reads all of it at once. */
export class Problems {
  readonly #found: Problem[] = [];
  readonly #sources = new Map<string, string>();

  constructor(...sources: readonly SourceText[]) {
    for (const source of sources) this.addSource(source);
  }

  /** From here on, problems positioned in this file carry a frame. */
  addSource(source: SourceText): void {
    this.#sources.set(source.file, source.text);
  }

  error(message: string, position?: Position, hint?: string): void {
    this.#add('error', message, position, hint);
  }

  warning(message: string, position?: Position, hint?: string): void {
    this.#add('warning', message, position, hint);
  }

  info(message: string, position?: Position, hint?: string): void {
    this.#add('info', message, position, hint);
  }

  /** Takes over problems that another reader found. */
  addAll(problems: Iterable<Problem>): void {
    for (const problem of problems) this.#found.push(problem);
  }

  get hasErrors(): boolean {
    return this.#found.some((problem) => problem.severity === 'error');
  }

  /** In the order of the source: by file as first met, then line and column; problems without a place come first. */
  get list(): readonly Problem[] {
    const files = new Map<string, number>();
    for (const { position } of this.#found) {
      if (position && !files.has(position.file)) files.set(position.file, files.size);
    }
    const rank = (position: Position | undefined): number => (position ? (files.get(position.file) ?? 0) : -1);
    return this.#found.toSorted(
      (a, b) =>
        rank(a.position) - rank(b.position) ||
        (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
        (a.position?.column ?? 0) - (b.position?.column ?? 0),
    );
  }

  #add(severity: Problem['severity'], message: string, position: Position | undefined, hint: string | undefined): void {
    // One mistake may be met from several sides.
    if (this.#found.some((problem) => problem.message === message && isSame(problem.position, position))) return;
    const text = position && this.#sources.get(position.file);
    const shown = position && text !== undefined ? frame(text, position.line, position.column) : '';
    this.#found.push({
      severity,
      message,
      ...(position && { position }),
      ...(hint !== undefined && { hint }),
      ...(shown !== '' && { frame: shown }),
    });
  }
}

function isSame(a: Position | undefined, b: Position | undefined): boolean {
  return a?.file === b?.file && a?.line === b?.line && a?.column === b?.column;
}

import type { Position, Problem } from '../../model/base/position.ts';
import { frame, sourceLines } from './frame.ts';

/** The text that positions of a file speak of; frames are cut from it. */
export interface SourceText {
  /** As positions name it. */
  readonly file: string;
  readonly text: string;
}

/** Problems that are listed: a file of another kind would have one in each line, and each is cut out of the file. */
const MOST = 1000;
/** Hints that a search through all known names may take: who sees a hundred of them needs no more. */
const MOST_SEARCHED = 100;
/** Characters of a message: names of the file stand in it. */
const LONGEST = 2000;

/** What to do about a problem; one that takes a search through all known names is a function, called only for the first of
 * those that are listed. */
export type Hint = string | (() => string | undefined);

/** Everything found wrong while reading; nothing is thrown, so that the user reads all of it at once. */
export class Problems {
  readonly #found: Problem[] = [];
  readonly #sources = new Map<string, string>();
  /** The same as lines, made when the first frame is cut. */
  readonly #lines = new Map<string, readonly string[]>();
  /** One mistake may be met from several sides. */
  readonly #met = new Set<string>();
  #searches = 0;
  readonly #unlisted = { error: 0, warning: 0, info: 0 };

  constructor(...sources: readonly SourceText[]) {
    for (const source of sources) this.addSource(source);
  }

  /** From here on, problems positioned in this file carry a frame. */
  addSource(source: SourceText): void {
    this.#sources.set(source.file, source.text);
    this.#lines.delete(source.file);
  }

  error(message: string, position?: Position, hint?: Hint): void {
    this.#add('error', message, position, hint);
  }

  warning(message: string, position?: Position, hint?: Hint): void {
    this.#add('warning', message, position, hint);
  }

  info(message: string, position?: Position, hint?: Hint): void {
    this.#add('info', message, position, hint);
  }

  /** Takes over problems that another reader found. */
  addAll(problems: Iterable<Problem>): void {
    for (const problem of problems) {
      this.#met.add(keyOf(problem.message, problem.position));
      this.#found.push(problem);
    }
  }

  /** How many were found, unlisted ones included. */
  get count(): number {
    const { error, warning, info } = this.#unlisted;
    return this.#found.length + error + warning + info;
  }

  get hasErrors(): boolean {
    return this.#unlisted.error > 0 || this.#found.some((problem) => problem.severity === 'error');
  }

  /** In the order of the source: by file as first met, then line and column; problems without a place come first. */
  get list(): readonly Problem[] {
    const files = new Map<string, number>();
    for (const { position } of this.#found) {
      if (position && !files.has(position.file)) files.set(position.file, files.size);
    }
    const rank = (position: Position | undefined): number => (position ? (files.get(position.file) ?? 0) : -1);
    const sorted = this.#found.toSorted(
      (a, b) =>
        rank(a.position) - rank(b.position) ||
        (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
        (a.position?.column ?? 0) - (b.position?.column ?? 0),
    );
    return [...sorted, ...this.#rest()];
  }

  #add(severity: Problem['severity'], message: string, position: Position | undefined, hint: Hint | undefined): void {
    const key = keyOf(message, position);
    if (this.#met.has(key)) return;
    if (this.#met.size >= MOST) {
      this.#unlisted[severity] += 1;
      return;
    }
    this.#met.add(key);
    const lines = position && this.#linesOf(position.file);
    const shown = position && lines !== undefined ? frame(lines, position.line, position.column) : '';
    const advice = typeof hint === 'function' ? this.#searched(hint) : hint;
    this.#found.push({
      severity,
      message: message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message,
      ...(position && { position }),
      ...(advice !== undefined && { hint: advice }),
      ...(shown !== '' && { frame: shown }),
    });
  }

  #searched(hint: () => string | undefined): string | undefined {
    this.#searches += 1;
    return this.#searches > MOST_SEARCHED ? undefined : hint();
  }

  #linesOf(file: string): readonly string[] | undefined {
    const text = this.#sources.get(file);
    const known = this.#lines.get(file);
    if (text === undefined || known !== undefined) return known;
    const lines = sourceLines(text);
    this.#lines.set(file, lines);
    return lines;
  }

  /** That there are more, if there are. */
  #rest(): Problem[] {
    const { error, warning, info } = this.#unlisted;
    if (error + warning + info === 0) return [];
    const severity = error > 0 ? 'error' : warning > 0 ? 'warning' : 'info';
    return [{ severity, message: `${error + warning + info} more problems are not listed` }];
  }
}

function keyOf(message: string, position: Position | undefined): string {
  return `${position?.file ?? ''}:${position?.line ?? ''}:${position?.column ?? ''} ${message}`;
}

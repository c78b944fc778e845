import { existsSync, readdirSync } from 'node:fs';
import { extname, relative } from 'node:path';
import { isHolder } from '../values.ts';
import type { Positions } from '../../template/positions.ts';
import type { KeptValues } from '../../kept/kept-values.ts';
import { readTemplateText } from '../../template/read-template.ts';
import type { Problems } from '../../problems/problems.ts';
import { VariableFailure } from '../variables/failure.ts';
import type { Site } from '../variables/site.ts';
import { type CodeFile, placeCode } from './code-positions.ts';
import type { Evaluate } from './evaluate.ts';

/** What was read of a file, and the part of the path that is still to be followed in it. */
export interface ReadValue {
  readonly value: unknown;
  readonly rest: readonly string[];
}

export interface FileSettings {
  /** Absolute folder of the service. */
  readonly folder: string;
  /** Folder that file names in messages are relative to. */
  readonly cwd: string;
  readonly positions: Positions;
  readonly problems: Problems;
  readonly readFile: (file: string) => string;
  readonly evaluate: Evaluate;
  /** What earlier starts read. */
  readonly kept: KeptValues | undefined;
}

const CODE = new Set(['.js', '.cjs', '.mjs', '.ts', '.cts', '.mts']);

/** The files of a service: each is read once, and remembered because a change of it changes the service. */
export class ProjectFiles {
  /** Absolute paths, those that do not exist included. */
  readonly files = new Set<string>();
  readonly #documents = new Map<string, unknown>();
  readonly #evaluated = new Map<string, Promise<ReadValue>>();

  constructor(readonly settings: FileSettings) {}

  /** Absolute folder of the service, which paths mean. */
  get folder(): string {
    return this.settings.folder;
  }

  /** Notes files (absolute) that something else read, or would have. */
  add(files: readonly string[]): void {
    for (const file of files) this.files.add(file);
  }

  /** As messages name it. */
  shown(file: string): string {
    return relative(this.settings.cwd, file);
  }

  namesIn(folder: string): readonly string[] {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  }

  /**
   * What a file holds: YAML, JSON, or else its text; JavaScript and TypeScript are run, and functions at the path are called. `undefined`
   * when there is no such file. Throws `VariableFailure` for one that cannot be read.
   */
  async read(file: string, path: readonly string[], by: Site | undefined): Promise<ReadValue | undefined> {
    this.files.add(file);
    if (CODE.has(extname(file))) return existsSync(file) ? this.#run(file, path, by) : undefined;
    if (!this.#documents.has(file)) {
      const text = this.#text(file);
      if (text === undefined) return undefined;
      this.#documents.set(file, this.#parse(file, text));
    }
    return { value: this.#documents.get(file), rest: path };
  }

  #text(file: string): string | undefined {
    try {
      return this.settings.readFile(file);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw new VariableFailure(`${this.shown(file)} cannot be read: ${code === 'EISDIR' ? 'it is a folder' : code}`);
    }
  }

  #parse(file: string, text: string): unknown {
    if (!['.yml', '.yaml', '.json', '.tfstate'].includes(extname(file))) return text;
    const { positions, problems, kept } = this.settings;
    const { value, isBroken } = readTemplateText(text, this.shown(file), problems, positions, kept);
    if (!isBroken) return value;
    const failure = new VariableFailure(`${this.shown(file)} is not valid`);
    failure.isReported = true;
    throw failure;
  }

  async #run(file: string, path: readonly string[], by: Site | undefined): Promise<ReadValue> {
    const key = `${file}\0${path.join('.')}`;
    const known = this.#evaluated.get(key) ?? this.#evaluateOnce(file, path, by);
    this.#evaluated.set(key, known);
    return known;
  }

  async #evaluateOnce(file: string, path: readonly string[], by: Site | undefined): Promise<ReadValue> {
    const { positions, evaluate } = this.settings;
    const main = this.#codeFile(file);
    const { value, rest, files } = await evaluate(file, path, by);
    this.add(files);
    if (isHolder(value)) {
      positions.setObject(value, { file: main.shown, line: 1, column: 1 });
      const others = files.filter((one) => one !== file && !one.includes('/node_modules/'));
      placeCode(
        value,
        main,
        others.map((one) => this.#codeFile(one)),
        positions,
      );
    }
    return { value, rest };
  }

  /** A file of code, whose problems from here on have frames. */
  #codeFile(file: string): CodeFile {
    const found = { shown: this.shown(file), text: this.#text(file) ?? '' };
    this.settings.problems.addSource({ file: found.shown, text: found.text });
    return found;
  }
}

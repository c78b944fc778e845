import { type ChildProcess, fork } from 'node:child_process';
import { relative } from 'node:path';
import { packageFile } from '../../model/base/package-file.ts';
import { EvaluationFailure } from './failure.ts';
import type {
  AskMessage,
  ConfigureMessage,
  EvaluateMessage,
  FailureMessage,
  FromChild,
  ResultMessage,
  ToChild,
} from './protocol.ts';

export interface EvaluatorSettings {
  /** Absolute folder of the service: the working folder of its code. */
  readonly folder: string;
  /** Folder that file names in messages are relative to. */
  readonly cwd: string;
  readonly environment: () => Readonly<Record<string, string | undefined>>;
  /** Milliseconds for one file. */
  readonly timeout: number;
}

/** What the process gives back for a file. */
export type Evaluated = Pick<ResultMessage, 'value' | 'rest' | 'files' | 'notJson'>;

/** Answers what functions of the project ask for. What it throws comes out of the evaluation as it is, unless the code catches it. */
export type AnswerCode = (question: Pick<AskMessage, 'variable' | 'property'>) => Promise<unknown>;

/** Characters of the code's output that a failure shows. */
const SHOWN_OUTPUT = 400;

/** Runs the project's own JavaScript and TypeScript in one process, started with the first file. */
export class Evaluator {
  #child: ChildProcess | undefined;
  #ids = 0;
  #output = '';
  readonly #running = new Map<number, Running>();

  constructor(readonly settings: EvaluatorSettings) {}

  /**
   * Runs a file and follows a path in what it exports; functions on the way are called with `flags`. Throws `EvaluationFailure`, or what
   * `answer` threw.
   */
  evaluate(
    file: string,
    path: readonly string[],
    flags: Readonly<Record<string, string>>,
    answer: AnswerCode,
  ): Promise<Evaluated> {
    return this.#run({ kind: 'evaluate', id: (this.#ids += 1), file, path, flags }, answer);
  }

  /** Runs a file whose default export is a configuration. Throws `EvaluationFailure`. */
  configuration(file: string): Promise<Evaluated> {
    return this.#run({ kind: 'configure', id: (this.#ids += 1), file }, () =>
      Promise.reject(new Error('a configuration cannot ask for variables')),
    );
  }

  /** What the code printed so far, its end only where that is long. */
  get output(): string {
    return this.#output.trim();
  }

  async #run(message: EvaluateMessage | ConfigureMessage, answer: AnswerCode): Promise<Evaluated> {
    const { timeout, cwd } = this.settings;
    const { id, file } = message;
    const shown = relative(cwd, file);
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Evaluated>((resolve, reject) => {
        this.#running.set(id, { shown, answer, resolve, reject });
        timer = setTimeout(() => this.#giveUp(id, `${shown} did not finish within ${timeout / 1000} seconds`), timeout);
        this.#send(message);
      });
    } finally {
      clearTimeout(timer);
      this.#running.delete(id);
    }
  }

  /** Ends the process. */
  end(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #send(message: ToChild): void {
    this.#child ??= this.#start();
    if (this.#child.connected) this.#child.send(message);
  }

  #start(): ChildProcess {
    const { folder, environment } = this.settings;
    const child = fork(packageFile(import.meta.url, 'dist', 'evaluation', 'child.js'), [], {
      cwd: folder,
      env: { ...environment() },
      execArgv: ['--no-warnings'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child.on('message', (message) => void this.#receive(message as FromChild));
    child.on('error', ({ message }) => this.#giveUpAll(`could not be run: ${message}`));
    // `close` comes after the last output was read.
    child.on('close', (code, signal) => {
      this.#child = undefined;
      this.#giveUpAll(`ended its process (${signal ?? `exit code ${code}`})`);
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.#output = `${this.#output}${chunk.toString()}`.slice(-SHOWN_OUTPUT)));
    }
    return child;
  }

  async #receive(message: FromChild): Promise<void> {
    const running = this.#running.get(message.id);
    if (running === undefined) return;
    if (message.kind === 'result') running.resolve(message);
    else if (message.kind === 'failure') running.reject(this.#failure(running, message));
    else await this.#answer(running, message);
  }

  async #answer(running: Running, { question, ...asked }: AskMessage): Promise<void> {
    try {
      this.#send({ kind: 'answer', question, value: await running.answer(asked) });
    } catch (error) {
      running.refused = error instanceof Error ? error : new Error(String(error));
      this.#send({ kind: 'answer', question, failure: running.refused.message });
    }
  }

  #failure({ shown, refused }: Running, { message, at, files }: FailureMessage): Error {
    // The code let a failure through that was ours: it has its place already.
    if (refused?.message === message) return refused;
    const position = at && { ...at, file: relative(this.settings.cwd, at.file) };
    return new EvaluationFailure(`${shown} failed: ${message}`, position, undefined, files);
  }

  #giveUp(id: number, message: string): void {
    const hint = this.output === '' ? undefined : `It printed: ${this.output}`;
    const running = this.#running.get(id);
    running?.reject(new EvaluationFailure(message, { file: running.shown, line: 1, column: 1 }, hint));
    this.end();
  }

  #giveUpAll(what: string): void {
    for (const [id, { shown }] of this.#running) this.#giveUp(id, `${shown} ${what}`);
  }
}

interface Running {
  readonly shown: string;
  readonly answer: AnswerCode;
  /** Why the last question had no answer. */
  refused?: Error;
  resolve(result: Evaluated): void;
  reject(error: Error): void;
}

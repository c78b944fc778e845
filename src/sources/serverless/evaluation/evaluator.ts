import { type ChildProcess, fork } from 'node:child_process';
import { relative } from 'node:path';
import { packageFile } from '../../../model/base/package-file.ts';
import type { Evaluated } from '../files/evaluate.ts';
import { VariableFailure } from '../variables/failure.ts';
import type { AskMessage, FailureMessage, FromChild, ToChild } from './protocol.ts';

export interface EvaluatorSettings {
  /** Absolute folder of the service: the working folder of its code. */
  readonly folder: string;
  /** Folder that file names in messages are relative to. */
  readonly cwd: string;
  readonly environment: () => Readonly<Record<string, string | undefined>>;
  readonly flags: Readonly<Record<string, string>>;
  /** Milliseconds for one file. */
  readonly timeout: number;
}

/** Answers what functions of the project ask for. Throws `VariableFailure`. */
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

  /** Throws `VariableFailure`, positioned in the code where that is known. */
  async evaluate(file: string, path: readonly string[], answer: AnswerCode): Promise<Evaluated> {
    const { timeout, flags, cwd } = this.settings;
    const id = (this.#ids += 1);
    const shown = relative(cwd, file);
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Evaluated>((resolve, reject) => {
        this.#running.set(id, { shown, answer, resolve, reject });
        timer = setTimeout(() => this.#giveUp(id, `${shown} did not finish within ${timeout / 1000} seconds`), timeout);
        this.#send({ kind: 'evaluate', id, file, path, flags });
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
      if (error instanceof VariableFailure) running.refused = error;
      this.#send({ kind: 'answer', question, failure: error instanceof Error ? error.message : String(error) });
    }
  }

  #failure({ shown, refused }: Running, { message, at }: FailureMessage): VariableFailure {
    // The code let a failure through that was ours: it has its place already.
    if (refused?.message === message) return refused;
    const failure = new VariableFailure(`${shown} failed: ${message}`);
    if (at === undefined) return failure;
    failure.place({ ...at, file: relative(this.settings.cwd, at.file) });
    return failure;
  }

  #giveUp(id: number, message: string): void {
    const output = this.#output.trim();
    const hint = output === '' ? undefined : `It printed: ${output}`;
    const running = this.#running.get(id);
    const failure = new VariableFailure(message, hint);
    if (running !== undefined) failure.place({ file: running.shown, line: 1, column: 1 });
    running?.reject(failure);
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
  refused?: VariableFailure;
  resolve(result: Evaluated): void;
  reject(error: VariableFailure): void;
}

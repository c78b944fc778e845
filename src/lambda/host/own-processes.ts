import type { LambdaFunction } from '../../model/definition/function.ts';
import { asksForProcess } from './node-options.ts';

/** Functions that run in a process of their own: those of which it is known from the start, and those that were found to need it. */
export class OwnProcesses {
  readonly #found = new Set<string>();
  readonly #warn: (message: string) => void;
  readonly #more: (functionName: string) => string;

  /** `more`: what else there is to say of a function that was found to need one. */
  constructor(warn: (message: string) => void, more: (functionName: string) => string = () => '') {
    this.#warn = warn;
    this.#more = more;
  }

  has(lambda: LambdaFunction, variables: Readonly<Record<string, string>>): boolean {
    const asks = PROCESS_VARIABLES.some((name) => name in variables) || asksForProcess(variables['NODE_OPTIONS'] ?? '');
    return asks || this.#found.has(lambda.name) || !mayRunInThread(lambda);
  }

  /** From now on this function runs in a process of its own; said the first time. `why`: what it did, as the end of a sentence. */
  add(functionName: string, why: string): void {
    if (this.#found.has(functionName)) return;
    this.#found.add(functionName);
    const more = this.#more(functionName);
    this.#warn(`${functionName} ${why}. From now on it runs in a process of its own (isolation: process).${more}`);
  }
}

/** Another binary cannot run in a thread of the host, and all threads of a process have one time zone. */
export function mayRunInThread(lambda: LambdaFunction): boolean {
  const { environment } = lambda;
  const needsProcess = lambda.node !== undefined || [...PROCESS_VARIABLES, 'TZ'].some((name) => name in environment);
  return lambda.code.kind !== 'command' && lambda.isolation === 'thread' && !needsProcess;
}

/** Variables that are read once, when a process starts. `TZ` is one too, but every function has it. */
const PROCESS_VARIABLES = ['NODE_EXTRA_CA_CERTS', 'AWS_LAMBDA_EXEC_WRAPPER'];

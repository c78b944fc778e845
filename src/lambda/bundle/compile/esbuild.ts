import { closeSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { devNull } from 'node:os';
import type * as Esbuild from 'esbuild';
import { refusalInWords } from '../../environment/system-limits.ts';

/** How esbuild says that the process which does its work is gone, or was never there. */
const GONE = /^(?:The service (?:was stopped|is no longer running)(?:: )?|spawn\b)/;
/** Descriptors that starting it takes, and some. */
const DESCRIPTORS = 10;

/** esbuild's process is gone and no other can be started. */
export class CompilerGone extends Error {
  constructor(reason: string) {
    const why = reason === '' ? 'its process was ended' : refusalInWords(reason);
    super(`esbuild, which builds functions, does not run: ${why}. The next event tries again`);
    this.name = 'CompilerGone';
  }
}

/** Whether a message of a build says so. */
export function isCompilerGone({ detail }: Esbuild.Message): boolean {
  return detail instanceof CompilerGone;
}

let started = false;
/** Counts its processes. */
let generation = 0;

/**
 * Has esbuild do something. It works in a process of its own; where that has gone, another is started, once. What belongs to the one that went,
 * contexts for example, is of no use then: `work` is called anew. Throws `CompilerGone`, or what `work` throws.
 */
export async function withEsbuild<Result>(work: (esbuild: typeof Esbuild) => Promise<Result>): Promise<Result> {
  const begunIn = generation;
  try {
    return await once(work);
  } catch (error) {
    if (!isGone(error)) throw error;
    giveUp(begunIn);
  }
  const secondIn = generation;
  try {
    return await once(work);
  } catch (error) {
    if (!isGone(error)) throw error;
    giveUp(secondIn);
    throw new CompilerGone((error as Error).message.replace(GONE, (text) => (text === 'spawn' ? text : '')));
  }
}

async function once<Result>(work: (esbuild: typeof Esbuild) => Promise<Result>): Promise<Result> {
  if (!started) requireRoom();
  started = true;
  return work(esbuild());
}

/** Whether the compiler's process, and not what it was given, is what an error of esbuild is about. */
export function isGone(error: unknown): boolean {
  return error instanceof Error && GONE.test(error.message);
}

/** So that the next call starts another; unless that has happened. */
function giveUp(ofGeneration: number): void {
  if (ofGeneration !== generation) return;
  generation += 1;
  started = false;
  void esbuild().stop();
}

/** Without descriptors for its pipes esbuild's start fails where nobody can catch it. */
function requireRoom(): void {
  const opened: number[] = [];
  try {
    for (let count = 0; count < DESCRIPTORS; count += 1) opened.push(openSync(devNull, 'r'));
  } catch (error) {
    throw new Error(`spawn esbuild ${(error as NodeJS.ErrnoException).code}`, { cause: error });
  } finally {
    for (const descriptor of opened) closeSync(descriptor);
  }
}

/** Required, not imported: to import this CommonJS module Node would first search its text for names, which takes longer than loading it. */
function esbuild(): typeof Esbuild {
  return createRequire(import.meta.url)('esbuild') as typeof Esbuild;
}

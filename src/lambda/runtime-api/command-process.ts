import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { EnvironmentExit } from '../environment/execution-environment.ts';
import { refusalInWords } from '../environment/system-limits.ts';
import { eachLine } from '../../model/base/lines.ts';
import { guard, killGroup, unguard } from '../host/process/orphan-guard.ts';
import { outputTurn } from './output-turn.ts';
import { programOf, SHELL_WORDS } from './program.ts';

export interface CommandProcessOptions {
  readonly cwd: string;
  readonly variables: Readonly<Record<string, string>>;
  /** A line that it wrote to stdout or stderr. */
  line(line: string): void;
  /** Called once, after its last line. */
  exited(exit: EnvironmentExit): void;
}

/** A function's program, run by the shell as the head of a process group, so that nothing of it survives `kill`. */
export class CommandProcess {
  readonly #child: ChildProcess;
  readonly #gone: Promise<void>;

  constructor(command: string, options: CommandProcessOptions) {
    this.#child = spawn(shellLine(command), {
      shell: true,
      cwd: options.cwd,
      env: { ...options.variables },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    const { pid, stdout, stderr } = this.#child;
    if (pid !== undefined) guard(pid);
    for (const stream of [stdout, stderr] as (Readable | null)[])
      if (stream) eachLine(stream, (line) => options.line(line));
    this.#gone = new Promise((resolve) => {
      const end = (exit: EnvironmentExit): void => {
        this.#killGroup();
        if (pid !== undefined) unguard(pid);
        // What it wrote is in the pipes; children that left its group may hold them open.
        outputTurn(() => {
          options.exited(exit);
          resolve();
        });
      };
      this.#child.once('error', (error) => {
        options.line(`The command cannot be started: ${refusalInWords(error.message)}`);
        if (pid === undefined) end({ code: 127, outOfMemory: false });
      });
      this.#child.once('exit', (code, signal) =>
        end({ code, outOfMemory: false, ...(signal === null ? {} : { signal }) }),
      );
    });
  }

  /** Highest memory of the program itself so far, in MB; 0 where the system does not tell. Its children are not counted. */
  peakMemoryMb(): number {
    if (process.platform !== 'linux' || this.#child.pid === undefined) return 0;
    try {
      const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
      return Math.ceil(Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024);
    } catch {
      return 0;
    }
  }

  /** Kills it and its children; resolves when it is gone. */
  async kill(): Promise<void> {
    this.#killGroup();
    await this.#gone;
  }

  #killGroup(): void {
    if (this.#child.pid !== undefined) killGroup(this.#child.pid);
  }
}

/** The shell gives its place to a single program, so that the program's own end and memory are seen, not the shell's. */
function shellLine(command: string): string {
  const single = process.platform !== 'win32' && programOf(command) !== undefined && !/[;&|<>()\n`]/.test(command);
  return single && !SHELL_WORDS.has(programOf(command) ?? '') ? `exec ${command.trim()}` : command;
}

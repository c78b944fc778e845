import { systemClock } from '../model/base/clock.ts';
import { BatchedWriter } from './batched-writer.ts';
import type { Text } from './batched-writer.ts';
import { type Paint, coloursFor, paintFor } from './print/colours.ts';
import { visibleText } from './print/visible-text.ts';

/** What the process of a command is started with. */
export interface Launch {
  /** Called when a start is over, with its kind of input. */
  readonly onServed: (kind: string) => void;
  /** Folder for what starts read from texts. */
  readonly keptFolder: string;
}

/** The terminal as commands see it, so that tests can stand in for it. */
export interface Io {
  /** Text that is given as a function is made when it is written, a little later: what it describes must not change. */
  stdout(text: Text): void;
  stderr(text: string): void;
  /** The result of a command, for files and other programs: exact, unless a terminal shows it. */
  data(text: string): void;
  /** Writes at once what waits to be written together with more. */
  flush?(): void;
  /** From now on an input of this kind is served: neither a closed output nor a defect ends it. */
  keepRunning?(kind: string): void;
  readonly keepsRunning?: boolean;
  readonly paint: Paint;
  readonly colours: boolean;
  readonly environment: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** For what starts read from texts; absent where nothing is kept. */
  readonly keptFolder?: string | undefined;
  /** Columns of the terminal; absent where the output is no terminal. */
  readonly columns?: number | undefined;
  /** Whether a person sits at the keyboard and sees what is printed. */
  readonly hasKeys?: boolean;
}

/**
 * The real terminal, which shows what it is given and obeys nothing of it but colours. Lines on stdout that follow each other quickly are
 * written together, those on stderr at once.
 */
export function terminal({ onServed, keptFolder }: Partial<Launch> = {}): Io {
  let keepsRunning = false;
  let isLost = false;
  const lost = (error: NodeJS.ErrnoException): void => {
    if (isLost) return;
    isLost = true;
    if (!keepsRunning && (error.code === 'EPIPE' || error.code === 'EIO')) process.exit();
    writeLast(`gw-emulate cannot write to its output any more (${error.message}) and goes on without it.\n`);
  };
  const write = (stream: NodeJS.WriteStream, text: string): void => {
    if (isLost && stream === process.stdout) return;
    try {
      stream.write(text);
    } catch (error) {
      // Files and pipes are written to at once, so that it is thrown here that a disk is full.
      lost(error as NodeJS.ErrnoException);
    }
  };
  const colours = coloursFor(process.stdout, process.env);
  const output = new BatchedWriter((text) => write(process.stdout, visibleText(text, colours)), systemClock);
  process.on('exit', () => {
    output.flush();
    // Some streams say only after a command has ended that their disk is full. Who reads the output has not got all of it.
    if (isLost && !keepsRunning) process.exitCode ||= 1;
  });
  // `gw-emulate routes | head`, or a terminal that was closed: the reader is gone.
  process.stdout.on('error', lost);
  process.stderr.on('error', () => {
    if (!keepsRunning) process.exit();
  });
  return {
    stdout: (text) => output.add(text),
    flush: () => output.flush(),
    stderr(text) {
      output.flush();
      write(process.stderr, visibleText(text, colours));
    },
    data(text) {
      output.flush();
      write(process.stdout, process.stdout.isTTY ? visibleText(text, colours) : text);
    },
    keepRunning(kind) {
      keepsRunning = true;
      onServed?.(kind);
    },
    get keepsRunning() {
      return keepsRunning;
    },
    paint: paintFor(colours),
    colours,
    keptFolder,
    environment: { ...process.env },
    cwd: process.cwd(),
    hasKeys: process.stdin.isTTY && process.stdout.isTTY,
    // A terminal may be resized.
    get columns() {
      return process.stdout.columns as number | undefined;
    },
  };
}

/** If even this cannot be written, there is no reader. */
function writeLast(text: string): void {
  try {
    process.stderr.write(text);
  } catch {
    return;
  }
}

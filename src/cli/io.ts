import { systemClock } from '../model/base/clock.ts';
import { BatchedWriter } from './batched-writer.ts';
import type { Text } from './batched-writer.ts';
import { type Paint, coloursFor, paintFor } from './print/colours.ts';

/** The terminal as commands see it, so that tests can stand in for it. */
export interface Io {
  /** Text that is given as a function is made when it is written, a little later: what it tells of must not change. */
  stdout(text: Text): void;
  stderr(text: string): void;
  /** Writes at once what waits to be written together with more. */
  flush?(): void;
  readonly paint: Paint;
  readonly colours: boolean;
  readonly environment: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Columns of the terminal; absent where the output is no terminal. */
  readonly columns?: number | undefined;
  /** Whether a person sits at the keyboard and sees what is printed. */
  readonly hasKeys?: boolean;
}

/** The real terminal. Lines on stdout that follow each other quickly are written together, those on stderr at once. */
export function terminal(): Io {
  const output = new BatchedWriter((text) => void process.stdout.write(text), systemClock);
  process.on('exit', () => output.flush());
  // `gw-emulate routes | head`, or a terminal that was closed: nobody reads any more.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
      process.exit();
    });
  }
  return {
    stdout: (text) => output.add(text),
    flush: () => output.flush(),
    stderr(text) {
      output.flush();
      process.stderr.write(text);
    },
    paint: paintFor(coloursFor(process.stdout, process.env)),
    colours: coloursFor(process.stdout, process.env),
    environment: { ...process.env },
    cwd: process.cwd(),
    hasKeys: process.stdin.isTTY && process.stdout.isTTY,
    // A terminal may be resized.
    get columns() {
      return process.stdout.columns as number | undefined;
    },
  };
}

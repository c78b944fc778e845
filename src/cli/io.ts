import { type Paint, coloursFor, paintFor } from './print/colours.ts';

/** The terminal as commands see it, so that tests can stand in for it. */
export interface Io {
  stdout(text: string): void;
  stderr(text: string): void;
  readonly paint: Paint;
  readonly colours: boolean;
  readonly environment: NodeJS.ProcessEnv;
  readonly cwd: string;
}

/** The real terminal. */
export function terminal(): Io {
  return {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    paint: paintFor(coloursFor(process.stdout, process.env)),
    colours: coloursFor(process.stdout, process.env),
    environment: process.env,
    cwd: process.cwd(),
  };
}

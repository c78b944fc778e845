import type { Io } from '../../src/cli/io.ts';
import { paintFor } from '../../src/cli/print/colours.ts';

/** A terminal without colours that remembers what was printed. */
export function fakeIo(cwd = '/nowhere'): { readonly io: Io; readonly out: () => string; readonly err: () => string } {
  const printed = { out: '', err: '' };
  const io: Io = {
    stdout: (text) => void (printed.out += typeof text === 'string' ? text : text()),
    stderr: (text) => void (printed.err += text),
    data: (text) => void (printed.out += text),
    paint: paintFor(false),
    colours: false,
    environment: {},
    cwd,
  };
  return { io, out: () => printed.out, err: () => printed.err };
}

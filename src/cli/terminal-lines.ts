import { createInterface } from 'node:readline';

/** What a person types, line by line, until the input ends or Ctrl+C comes. */
export function terminalLines(): {
  readonly lines: AsyncIterable<string>;
  readonly signal: AbortSignal;
  close(): void;
} {
  const reader = createInterface({ input: process.stdin, terminal: process.stdin.isTTY });
  const ending = new AbortController();
  const end = (): void => ending.abort();
  reader.on('SIGINT', end);
  process.once('SIGINT', end);
  return {
    lines: reader,
    signal: ending.signal,
    close() {
      process.off('SIGINT', end);
      reader.close();
    },
  };
}

import type { ReadStream } from 'node:tty';
import { StringDecoder } from 'node:string_decoder';

/** What is read of a terminal. */
export type KeyInput = Pick<ReadStream, 'isTTY' | 'setRawMode' | 'on' | 'off' | 'resume' | 'pause'>;

/** Calls back with each key until the returned function is called, which gives the terminal back as it was. */
export function readKeys(input: KeyInput, pressed: (key: string) => void): () => void {
  const decoder = new StringDecoder('utf8');
  const heard = (chunk: Buffer): void => {
    const text = decoder.write(chunk);
    // Arrows and function keys come as one sequence.
    if (text.startsWith('\u001b')) return;
    for (const key of text) pressed(key);
  };
  input.setRawMode(true);
  input.on('data', heard);
  input.resume();
  return () => {
    input.off('data', heard);
    input.setRawMode(false);
    input.pause();
  };
}

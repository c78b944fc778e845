import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

type Call = (...parameters: unknown[]) => unknown;

/** What takes a descriptor first; the callback of the asynchronous ones is the last parameter. */
const CALLS = ['close', 'write', 'writev', 'read', 'readv', 'ftruncate', 'fsync'] as const;

/** Standard output and error, which a thread has not of its own. */
export interface StandardOutput {
  write(text: string): void;
}

/**
 * All threads of a process share its descriptors. Here one has those that it opened: others are not open to it (`EBADF`), so that a loop that
 * closes whatever there is closes nothing of other functions. 1 and 2 are its own output.
 */
export function keepToOwnDescriptors(output: StandardOutput): void {
  const calls = fs as unknown as Record<string, Call>;
  const own = new Set<number>();
  rememberOpened(calls, own);
  for (const name of CALLS) {
    const synchronous = calls[`${name}Sync`];
    const asynchronous = calls[name];
    if (!synchronous || !asynchronous) continue;
    calls[`${name}Sync`] = (fd, ...rest) => {
      if (typeof fd !== 'number' || own.has(fd)) {
        if (name === 'close') own.delete(fd as number);
        return synchronous(fd, ...rest);
      }
      return onStandard(name, fd, rest, output) ?? refuse(name);
    };
    calls[name] = (fd, ...rest) => {
      if (typeof fd !== 'number' || own.has(fd)) {
        if (name === 'close') own.delete(fd as number);
        return asynchronous(fd, ...rest);
      }
      const callback = rest.at(-1) as (error: unknown, count?: number, data?: unknown) => void;
      const count = onStandard(name, fd, rest.slice(0, -1), output);
      process.nextTick(() => (count === undefined ? callback(badDescriptor(name)) : callback(null, count, rest[0])));
      return undefined;
    };
  }
  appendToStandard(calls, output);
  syncBuiltinESMExports();
}

function rememberOpened(calls: Record<string, Call>, own: Set<number>): void {
  const { openSync, open } = calls;
  const promises = fs.promises as unknown as Record<string, Call>;
  const { open: openHandle } = promises;
  if (!openSync || !open || !openHandle) return;
  calls['openSync'] = (...parameters) => {
    const fd = openSync(...parameters) as number;
    own.add(fd);
    return fd;
  };
  calls['open'] = (...parameters) => {
    const callback = parameters.at(-1);
    if (typeof callback !== 'function') return open(...parameters);
    return open(...parameters.slice(0, -1), (error: unknown, fd: number) => {
      if (!error) own.add(fd);
      (callback as Call)(error, fd);
    });
  };
  promises['open'] = async (...parameters) => {
    const handle = (await openHandle(...parameters)) as { readonly fd: number };
    own.add(handle.fd);
    return handle;
  };
}

/** `writeFile(1, …)` and its kind, which do not come by `write`. */
function appendToStandard(calls: Record<string, Call>, output: StandardOutput): void {
  for (const name of ['writeFileSync', 'appendFileSync']) {
    const original = calls[name];
    if (!original) continue;
    calls[name] = (file, ...rest) => {
      if (file !== 1 && file !== 2) return original(file, ...rest);
      output.write(textOf(rest));
      return undefined;
    };
  }
}

/** What a call on 0, 1 or 2 gives; `undefined` for other descriptors. */
function onStandard(
  name: string,
  fd: number,
  parameters: readonly unknown[],
  output: StandardOutput,
): number | undefined {
  if (fd < 0 || fd > 2) return undefined;
  if (name === 'write' && fd > 0) {
    const text = textOf(parameters);
    output.write(text);
    return Buffer.byteLength(text);
  }
  if (name !== 'writev' || fd === 0) return 0;
  const texts = (parameters[0] as readonly Uint8Array[]).map((data) => textOf([data]));
  output.write(texts.join(''));
  return Buffer.byteLength(texts.join(''));
}

/** What `write` is to write: text, or a part of a buffer. */
function textOf([data, second, third]: readonly unknown[]): string {
  if (typeof data === 'string') return data;
  const { buffer, byteOffset, byteLength } = data as Uint8Array;
  const options = typeof second === 'object' && second !== null ? (second as Record<string, unknown>) : undefined;
  const offset = Number(options ? (options['offset'] ?? 0) : (second ?? 0));
  const length = Number((options ? options['length'] : third) ?? byteLength - offset);
  return Buffer.from(buffer, byteOffset + offset, Math.min(length, byteLength - offset)).toString();
}

function refuse(name: string): never {
  throw badDescriptor(name);
}

function badDescriptor(name: string): Error {
  return Object.assign(new Error(`EBADF: bad file descriptor, ${name}`), { errno: -9, code: 'EBADF', syscall: name });
}

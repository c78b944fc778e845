import type { EventEmitter } from 'node:events';
import fs from 'node:fs';
import { constants } from 'node:os';
import { syncBuiltinESMExports } from 'node:module';
import { badDescriptor, ownDescriptors } from './own-descriptors.ts';

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
  rememberOpened(calls);
  for (const name of CALLS) {
    const synchronous = calls[`${name}Sync`];
    const asynchronous = calls[name];
    if (!synchronous || !asynchronous) continue;
    calls[`${name}Sync`] = (fd, ...rest) => {
      if (typeof fd !== 'number' || ownDescriptors.has(fd)) {
        if (name === 'close') ownDescriptors.remove(fd as number);
        return synchronous(fd, ...rest);
      }
      return onStandard(name, fd, rest, output) ?? refuse(name);
    };
    calls[name] = (fd, ...rest) => {
      if (typeof fd !== 'number' || ownDescriptors.has(fd)) {
        if (name === 'close') ownDescriptors.remove(fd as number);
        return asynchronous(fd, ...rest);
      }
      const callback = rest.at(-1) as (error: unknown, count?: number, data?: unknown) => void;
      const count = onStandard(name, fd, rest.slice(0, -1), output);
      process.nextTick(() => (count === undefined ? callback(badDescriptor(name)) : callback(null, count, rest[0])));
      return undefined;
    };
  }
  wholeFiles(calls, output);
  refuseWrapping();
  syncBuiltinESMExports();
}

function rememberOpened(calls: Record<string, Call>): void {
  const { openSync, open } = calls;
  const promises = fs.promises as unknown as Record<string, Call>;
  const { open: openHandle } = promises;
  if (!openSync || !open || !openHandle) return;
  calls['openSync'] = (...parameters) => {
    ownDescriptors.room(parameters[0]);
    const fd = openSync(...parameters) as number;
    ownDescriptors.add(fd);
    return fd;
  };
  calls['open'] = (...parameters) => {
    const callback = parameters.at(-1);
    if (typeof callback !== 'function') return open(...parameters);
    try {
      ownDescriptors.room(parameters[0]);
    } catch (error) {
      return process.nextTick(callback, error);
    }
    return open(...parameters.slice(0, -1), (error: unknown, fd: number) => {
      if (!error) ownDescriptors.add(fd);
      (callback as Call)(error, fd);
    });
  };
  promises['open'] = async (...parameters) => {
    ownDescriptors.room(parameters[0]);
    const handle = (await openHandle(...parameters)) as fs.promises.FileHandle & EventEmitter;
    const { fd } = handle;
    ownDescriptors.add(fd);
    handle.once('close', () => ownDescriptors.remove(fd));
    return handle;
  };
}

/** `writeFile(1, …)`, `readFile(0)` and their kind, which do not come by `write` and `read`. */
function wholeFiles(calls: Record<string, Call>, output: StandardOutput): void {
  const given = (name: string, fd: number, parameters: readonly unknown[]): unknown => {
    if (name === 'readFile' && fd === 0) return isEncoded(parameters[0]) ? '' : Buffer.alloc(0);
    if (name === 'readFile' || (fd !== 1 && fd !== 2)) throw badDescriptor(name === 'readFile' ? 'read' : 'write');
    return output.write(textOf(parameters));
  };
  for (const name of ['readFile', 'writeFile', 'appendFile']) {
    const synchronous = calls[`${name}Sync`];
    const asynchronous = calls[name];
    if (!synchronous || !asynchronous) continue;
    const isOthers = (file: unknown): file is number => typeof file === 'number' && !ownDescriptors.has(file);
    calls[`${name}Sync`] = (file, ...rest) => (isOthers(file) ? given(name, file, rest) : synchronous(file, ...rest));
    calls[name] = (file, ...rest) => {
      if (!isOthers(file)) return asynchronous(file, ...rest);
      const callback = rest.at(-1) as Call;
      try {
        return process.nextTick(callback, null, given(name, file, rest.slice(0, -1)));
      } catch (error) {
        return process.nextTick(callback, error);
      }
    };
  }
}

function isEncoded(options: unknown): boolean {
  const encoding =
    typeof options === 'object' && options !== null && 'encoding' in options ? options.encoding : options;
  return typeof encoding === 'string' && encoding !== 'buffer';
}

interface HandleClass {
  readonly prototype: { open?: (this: unknown, fd: number) => number };
}

/** `new net.Socket({ fd })` and `listen({ fd })`, which close the descriptor with themselves. */
function refuseWrapping(): void {
  const { binding } = process as unknown as {
    readonly binding: (name: string) => Readonly<Record<string, HandleClass>>;
  };
  const classes = [binding('pipe_wrap')['Pipe'], binding('tcp_wrap')['TCP']];
  for (const { prototype } of classes.filter((each) => each !== undefined)) {
    const { open } = prototype;
    if (!open) continue;
    prototype.open = function openOwn(fd) {
      return ownDescriptors.has(fd) ? open.call(this, fd) : BAD_DESCRIPTOR;
    };
  }
}

/** As the system says it: -EBADF. */
const BAD_DESCRIPTOR = -constants.errno.EBADF;

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

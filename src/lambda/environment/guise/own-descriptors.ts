import { constants } from 'node:os';

/** File descriptors that a function may have open on AWS (docs/aws/lambda.md#errors-and-limits). */
const MOST = 1024;

/**
 * The file descriptors that the code of this environment opened. All threads of a process share its descriptors; here one has those, and no
 * others.
 */
const opened = new Set<number>();

export const ownDescriptors = {
  has: (fd: unknown): boolean => typeof fd === 'number' && opened.has(fd),
  add(fd: number): void {
    opened.add(fd);
  },
  remove(fd: number): void {
    opened.delete(fd);
  },
  /** Throws `EMFILE` when there are as many as may be: the others of the process need some too. */
  room(path: unknown): void {
    if (opened.size < MOST) return;
    const message = `EMFILE: too many open files, open '${String(path)}'`;
    throw Object.assign(new Error(message), { errno: -constants.errno.EMFILE, code: 'EMFILE', syscall: 'open', path });
  },
};

export function badDescriptor(call: string): Error {
  return Object.assign(new Error(`EBADF: bad file descriptor, ${call}`), {
    errno: -constants.errno.EBADF,
    code: 'EBADF',
    syscall: call,
  });
}

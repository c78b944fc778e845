/** errno(3): https://man7.org/linux/man-pages/man3/errno.3.html; fork(2) says EAGAIN when RLIMIT_NPROC is reached. */
import { expect, test } from 'vitest';
import { refusalInWords } from '../../../src/lambda/environment/system-limits.ts';

test.each([
  ['spawn /bin/sh EAGAIN', /^spawn \/bin\/sh EAGAIN: no more processes or threads .*ulimit -u/],
  ['EMFILE: too many open files', /: no more open files .*ulimit -n/],
  ['too many open files', /: no more open files .*ulimit -n/],
  ['spawn node ENOMEM', /: the system has no memory left$/],
  ['spawn node ENOENT', /^spawn node ENOENT$/],
])('%s', (message, expected) => {
  expect(refusalInWords(message)).toMatch(expected);
});

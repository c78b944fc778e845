import { expect, test } from 'vitest';
import { fail } from '../../../src/model/base/errors.ts';
import { printInternalError } from '../../../src/cli/print/internal-error.ts';
import { terminalReporter } from '../../../src/cli/print/terminal-reporter.ts';
import { fakeIo } from '../fake-io.ts';

test('a defect says that it is one, what to report, and where it happened', () => {
  const { io, err } = fakeIo();
  printInternalError(io, new TypeError('x is not a function'));
  const [first, second, third, ...frames] = err().trimEnd().split('\n');
  expect(first).toBe('error Internal error in gw-emulate: x is not a function');
  expect(second).toMatch(/^This is a mistake of gw-emulate, not of yours\. Please report it/);
  expect(third).toMatch(/^ {4}gw-emulate \d+\.\d+\.\d+.*, Node v\d+/);
  expect(frames[0]).toMatch(/^ +at .*internal-error\.test\.ts/);
  expect(frames.every((line) => /^ +at /.test(line))).toBe(true);
});

test('a defect with a code of its own says the code', () => {
  const { io, err } = fakeIo();
  printInternalError(io, fail('PIPELINE_WITHOUT_ANSWER'));
  expect(err()).toMatch(/^error Internal error in gw-emulate \(PIPELINE_WITHOUT_ANSWER\): The pipeline ended/);
});

test('what was thrown may be no error at all', () => {
  const { io, err } = fakeIo();
  printInternalError(io, 'gone');
  expect(err()).toContain('Internal error in gw-emulate: gone\n');
});

test('what the user can mend is no defect, wherever it is met', () => {
  const { io, err } = fakeIo();
  terminalReporter(io, 'error').observer.defect?.(fail('FILE_UNREADABLE', 'issuer.json', 'it holds no private key'));
  expect(err()).toBe('error issuer.json cannot be read: it holds no private key.\n');
});

test.each([
  ['ENOSPC', 'write', undefined, 'error The system refused write (ENOSPC). The disk is full: make room'],
  ['EMFILE', 'open', '/p/x', 'error The system refused open of /p/x (EMFILE). Too many files and connections are open'],
  ['EROFS', 'mkdir', '/p', 'error The system refused mkdir of /p (EROFS). The file system is read-only.'],
])('what the machine refuses (%s) is no defect', (code, syscall, path, sentence) => {
  const { io, err } = fakeIo();
  const error = Object.assign(new Error('refused'), { code, syscall, ...(path !== undefined && { path }) });
  terminalReporter(io, 'error').observer.defect?.(error);
  expect(err()).toContain(sentence);
  expect(err()).not.toContain('Internal error');
});

test('an error with the code of one but without a system call is a defect', () => {
  const { io, err } = fakeIo();
  terminalReporter(io, 'error').observer.defect?.(Object.assign(new Error('x'), { code: 'EPERM' }));
  expect(err()).toContain('Internal error');
});

test('a defect while serving is said in the same words', () => {
  const { io, err } = fakeIo();
  terminalReporter(io, 'error').observer.defect?.(new Error('lost'));
  expect(err()).toContain('Internal error in gw-emulate: lost\n');
});

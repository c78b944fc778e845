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

test('a defect while serving is said in the same words', () => {
  const { io, err } = fakeIo();
  terminalReporter(io, 'error').observer.defect?.(new Error('lost'));
  expect(err()).toContain('Internal error in gw-emulate: lost\n');
});

// What was found in the definition and does not keep it from being served is printed at start, and not again at every save.
import { expect, test } from 'vitest';
import type { Io } from '../../../src/cli/io.ts';
import { paintFor } from '../../../src/cli/print/colours.ts';
import { jsonReporter } from '../../../src/cli/print/json-reporter.ts';
import { terminalReporter } from '../../../src/cli/print/terminal-reporter.ts';
import type { Problem } from '../../../src/model/base/position.ts';

const position = { file: 'emulator.config.yaml', line: 3, column: 5 };
const warning = (message: string): Problem => ({ severity: 'warning', message, position });

function terminal(): { readonly io: Io; readonly out: string[] } {
  const out: string[] = [];
  const io: Io = {
    stdout: (text) => void out.push(typeof text === 'string' ? text : text()),
    stderr: (text) => void out.push(text),
    data: (text) => void out.push(text),
    paint: paintFor(false),
    colours: false,
    environment: {},
    cwd: '/app',
  };
  return { io, out };
}

test('a person reads warnings with their place, notes are for "check"', () => {
  const { io, out } = terminal();
  terminalReporter(io, 'info').observer.problems?.([warning('odd'), { severity: 'info', message: 'a note' }]);
  expect(out).toEqual(['emulator.config.yaml:3:5: warning: odd\n']);
});

test('a reload says only what is new', () => {
  const { io, out } = terminal();
  const { observer } = terminalReporter(io, 'warn');
  observer.problems?.([warning('odd')]);
  observer.reloaded?.({
    problems: [warning('odd'), warning('odder')],
    changed: [],
    urls: {},
    functions: [],
    variables: [],
    tookMs: 1,
  });
  expect(out).toEqual(['emulator.config.yaml:3:5: warning: odd\n', 'emulator.config.yaml:3:5: warning: odder\n']);
});

test('with --log-level error nothing is said', () => {
  const { io, out } = terminal();
  terminalReporter(io, 'error').observer.problems?.([warning('odd')]);
  expect(out).toEqual([]);
});

test('a machine reads one line for each, notes too', () => {
  const { io, out } = terminal();
  jsonReporter(io).observer.problems?.([warning('odd'), { severity: 'info', message: 'a note' }]);
  expect(out.map((line) => JSON.parse(line) as unknown)).toEqual([
    { type: 'problem', severity: 'warning', message: 'odd', position },
    { type: 'problem', severity: 'info', message: 'a note' },
  ]);
});

// Expressions of our own over texts that are long and fit nowhere: a megabyte, which a search that begins anew at every character reads for minutes.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fillVariables } from '../../src/authorizers/policy/variables.ts';
import type { PolicyQuestion } from '../../src/authorizers/policy/question.ts';
import { reportedError } from '../../src/cli/print/live/reported-error.ts';
import type { Exchange } from '../../src/observability/exchange.ts';
import { readHttpFile } from '../../src/recording/requests/http-file.ts';
import { readRequestFile } from '../../src/recording/requests/read-file.ts';
import { definitionKindOf } from '../../src/sources/find-definition.ts';
import { Problems } from '../../src/sources/problems/problems.ts';
import { FakeClock } from '../fake-clock.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const MANY = 500_000;
/** Far above what these take (some 20 ms), far below what they took. */
const LONG_MS = 5000;

const question = { condition: () => ['value'] } as unknown as PolicyQuestion;
const http = { given: {}, environment: {}, process: {}, clock: new FakeClock(), readFile: () => Buffer.from('') };

const CASES: readonly (readonly [string, () => unknown])[] = [
  ['variables of a policy that do not end', () => fillVariables('${'.repeat(MANY), question)],
  [
    'a stack of empty lines',
    () => reportedError({ result: { functionError: 'Unhandled', payload: stackOf('\n'.repeat(MANY)) } } as Exchange),
  ],
  ['blank space in a request', () => readHttpFile(`GET /a${' '.repeat(MANY)}b`, 'a.http', http, new Problems())],
  ['blank space after a method', () => readHttpFile(`GET${' '.repeat(MANY)}\u2028b`, 'a.http', http, new Problems())],
  ['empty lines of a file of requests', () => kindOfRequests('\n'.repeat(MANY))],
  ['braces of a definition', () => definitionKindOf(fileOf('{\n'.repeat(MANY)))],
];

test.each(CASES)('%s', (_what, read) => {
  const began = performance.now();
  read();
  expect(performance.now() - began).toBeLessThan(LONG_MS);
});

test('what stands behind the last variable of a policy stays', () => {
  expect(fillVariables('a/${aws:username}/${', question)).toBe('a/value/${');
});

function stackOf(text: string): string {
  return JSON.stringify({ errorType: 'Error', errorMessage: '', stackTrace: [`${text}x`] });
}

function fileOf(text: string): string {
  const file = join(temporaryFolder('long'), 'file.json');
  writeFileSync(file, text);
  return file;
}

function kindOfRequests(text: string): unknown {
  const options = { cwd: '/', environment: {}, variables: {}, clock: new FakeClock() };
  return readRequestFile(fileOf(text), options, new Problems());
}

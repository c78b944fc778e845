import { indented } from './source-text.ts';

/** A whole file around the statements of one test. */
export function testFile(options: string, name: string, statements: readonly string[]): string {
  return `import { startEmulator } from 'gw-emulate';
import { afterAll, beforeAll, expect, test } from 'vitest';

let emulator: Awaited<ReturnType<typeof startEmulator>>;

beforeAll(async () => {
  emulator = await startEmulator(${options});
});

afterAll(() => emulator.close());

test(${name}, async () => {
${statements.map((statement) => `${indented(statement)}\n`).join('')}});
`;
}

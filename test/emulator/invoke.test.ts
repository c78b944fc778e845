/** `emulator.invoke` from code: the event crosses as JSON, as through Lambda's Invoke (docs/aws/lambda.md#invoke-api). */
import { realpathSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../src/emulator.ts';
import { temporaryFolder } from '../temporary-folder.ts';

async function echo() {
  const cwd = realpathSync(temporaryFolder('gw-invoke'));
  const config = { functions: { echo: { inline: 'exports.handler = async (event) => event;' } } };
  const emulator = await startEmulator({ config, cwd, adminPort: 0, watch: false });
  onTestFinished(() => emulator.close());
  return emulator;
}

test('an event arrives as its JSON, and no event as an empty object', async () => {
  const emulator = await echo();
  const event = { at: new Date(0), left: undefined, run: () => 1, deep: [{ a: 'ü' }] };
  expect((await emulator.invoke('echo', event)).payload).toBe('{"at":"1970-01-01T00:00:00.000Z","deep":[{"a":"ü"}]}');
  expect((await emulator.invoke('echo', undefined)).payload).toBe('{}');
});

test('an event that has no JSON is refused, and the function goes on working', async () => {
  const emulator = await echo();
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  await expect(emulator.invoke('echo', circle)).rejects.toThrow(TypeError);
  await expect(emulator.invoke('echo', { big: 1n })).rejects.toThrow(TypeError);
  expect((await emulator.invoke('echo', 1)).payload).toBe('1');
});

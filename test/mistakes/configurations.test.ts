// What `gw-emulate check` says of mistakes in a configuration. The texts stand in configurations.txt, where they can be read in one go; a
// message that changes shows there, and `vitest -u` writes the file anew.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCheck } from '../../src/cli/commands/check.ts';
import { fakeIo } from '../cli/fake-io.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { CONFIGURATIONS } from './configurations.ts';

const cwd = temporaryFolder('gw-mistakes');
mkdirSync(join(cwd, 'handlers'));
writeFileSync(join(cwd, 'handlers/hello.ts'), 'export const handler = async () => ({ statusCode: 200 });\n');

async function check(text: string): Promise<string> {
  writeFileSync(join(cwd, 'emulator.config.yaml'), text);
  const { io, err, out } = fakeIo(cwd);
  await runCheck({ cwd, environment: {} }, io);
  return `${err()}${out()}`.trimEnd();
}

test('every mistake in a configuration is said in words that help', async () => {
  const said: string[] = [];
  for (const { title, text } of CONFIGURATIONS) {
    const answer = await check(text);
    said.push(`# ${title}\n${answer}`);
    expect.soft(answer, title).toMatch(/emulator\.config\.yaml:\d+:\d+|emulator\.config\.yaml is empty/);
  }
  await expect(`${said.join('\n\n')}\n`).toMatchFileSnapshot('configurations.txt');
}, 120_000);

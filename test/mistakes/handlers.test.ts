// What the terminal says of mistakes in handlers. The texts stand in handlers.txt, where they can be read in one go; a message that changes
// shows there, and `vitest -u` writes the file anew.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCheck } from '../../src/cli/commands/check.ts';
import { terminalReporter } from '../../src/cli/print/terminal-reporter.ts';
import { startEmulator } from '../../src/emulator.ts';
import { fakeIo } from '../cli/fake-io.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { HANDLERS } from './handlers.ts';

/** Long enough for what loads at once. */
const TIMEOUT_SECONDS = 2;

function project(): string {
  const cwd = temporaryFolder('gw-mistakes');
  const names = HANDLERS.map((_mistake, index) => `f${index}`);
  const routesOf = (api: string | undefined) =>
    Object.fromEntries(
      names.filter((_name, index) => HANDLERS[index]?.api === api).map((name) => [`GET /${name}`, name]),
    );
  const config = {
    functions: Object.fromEntries(
      names.map((name) => [name, { handler: `${name}.handler`, timeout: TIMEOUT_SECONDS }]),
    ),
    apis: {
      shop: { type: 'http', routes: routesOf(undefined) },
      back: { type: 'rest', stage: 'dev', routes: routesOf('rest') },
    },
  };
  writeFileSync(join(cwd, 'emulator.config.json'), JSON.stringify(config));
  writeFileSync(join(cwd, 'shared.ts'), 'export const orders = 1;\nexport const ordersTables = 2;\n');
  for (const [index, { text, extension = 'ts' }] of HANDLERS.entries()) {
    writeFileSync(join(cwd, `f${index}.${extension}`), text);
  }
  return cwd;
}

test('every mistake in a handler is said in words that help', async () => {
  const cwd = project();
  const { io, out } = fakeIo(cwd);
  const reporter = terminalReporter(io, 'info');
  await using emulator = await startEmulator({
    cwd,
    port: 0,
    adminPort: 0,
    watch: false,
    environment: { PATH: process.env['PATH'] },
    // Functions are built in the background: what is said of those that do not build has no place among the requests.
    observer: { ...reporter.observer, built: () => undefined },
  });
  const said: string[] = [];
  for (const [index, { title, api }] of HANDLERS.entries()) {
    const before = out().length;
    await emulator.inject(api === 'rest' ? 'back' : 'shop', { path: `/f${index}` });
    // Lines of threads may come behind the answer.
    await expect.poll(() => out().slice(before)).toContain(`/f${index} `);
    said.push(`# ${title}\n${steady(out().slice(before), cwd)}`);
  }
  const { io: ofCheck, err } = fakeIo(cwd);
  await runCheck({ cwd, environment: {} }, ofCheck);
  said.push(`# what "gw-emulate check" says of those that do not build\n${steady(err(), cwd)}`);
  await expect(`${said.join('\n\n')}\n`).toMatchFileSnapshot('handlers.txt');
}, 180_000);

/** Without what differs from run to run. */
function steady(text: string, cwd: string): string {
  return text
    .trimEnd()
    .replaceAll(cwd, '.')
    .replaceAll(/\d\d:\d\d:\d\d/g, 'HH:MM:SS')
    .replaceAll(/ {2}cold start [^ ]+ m?s/g, '')
    .replaceAll(/(?<= {2})(?:<?[\d.]+) m?s(?= {2}|$)/gm, 'N ms')
    .replaceAll(/ \(line \d+ column \d+\)/g, '')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID');
}

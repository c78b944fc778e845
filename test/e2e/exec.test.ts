// `gw-emulate exec`: the real command runs another one beside the emulator.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { runCli } from './cli.ts';

function project(): string {
  const folder = temporaryFolder('exec');
  const handler = 'exports.handler = async () => { console.log("the handler ran"); return "hello"; };';
  const config = {
    functions: { hello: { inline: handler } },
    apis: { 'my-shop': { type: 'http', routes: { 'GET /': 'hello' } } },
  };
  writeFileSync(join(folder, 'emulator.config.json'), JSON.stringify(config));
  return folder;
}

const exec = (...command: string[]) =>
  runCli(['exec', '--port', '0', '--admin-port', '0', '--', ...command], project());
const ask = 'fetch(process.env.GW_EMULATE_URL_MY_SHOP).then((r) => r.text()).then((text) => console.log(text))';

test('the command finds the APIs in its environment, and a success says nothing more', async () => {
  expect(await exec('node', '-e', ask)).toEqual({ code: 0, stdout: 'hello\n', stderr: '' });
});

test('a failure has its exit code, with what the emulator said', async () => {
  const { code, stdout, stderr } = await exec('node', '-e', `${ask}.then(() => process.exit(3))`);
  expect([code, stdout]).toEqual([3, 'hello\n']);
  expect(stderr).toContain('ended with 3:');
  expect(stderr).toContain('the handler ran');
});

test('a command that is missing, and a configuration that is wrong', async () => {
  expect(await exec('no-such-command')).toMatchObject({
    code: 127,
    stderr: expect.stringContaining('The command no-such-command was not found.'),
  });
  const folder = temporaryFolder('exec-wrong');
  writeFileSync(join(folder, 'emulator.config.json'), '{ "apis": { "a": { "type": "htp" } } }');
  expect((await runCli(['exec', '--', 'node', '-e', '0'], folder)).code).toBe(1);
  expect((await runCli(['exec'], folder)).code).toBe(2);
});

test('a signal reaches the command, whose answer to it counts', async () => {
  const cli = resolve(import.meta.dirname, '../../dist/cli.js');
  const wait = 'process.on("SIGTERM", () => process.exit(7)); console.log("up"); setInterval(() => {}, 1000);';
  const child = spawn(process.execPath, [cli, 'exec', '--port', '0', '--admin-port', '0', '--', 'node', '-e', wait], {
    cwd: project(),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  expect(await once(child, 'close')).toEqual([7, null]);
});

// Output whose disk is full: /dev/full refuses every byte.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';

const CLI = resolve(import.meta.dirname, '../../dist/cli.js');
const FULL = '/dev/full';
const LOST = 'gw-emulate cannot write to its output any more (ENOSPC: no space left on device, write)';

test.skipIf(!existsSync(FULL)).each(['check', 'routes', 'describe', 'describe --json', 'types'])(
  'a result of %s that its disk does not take is said in a sentence, and is a failure',
  async (command) => {
    const folder = temporaryFolder('full');
    writeFileSync(
      join(folder, 'emulator.config.yaml'),
      'functions: { f: { inline: "exports.handler = async () => 1" } }\napis: { a: { type: http, routes: { GET /: f } } }\n',
    );
    const child = spawn(process.execPath, [CLI, ...command.split(' ')], {
      cwd: folder,
      stdio: ['ignore', openSync(FULL, 'w'), 'pipe'],
    });
    let errors = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
    const [exit] = (await once(child, 'close')) as [number | null];
    expect(errors).toBe(`${LOST} and goes on without it.\n`);
    expect(exit).toBe(1);
  },
);

test.skipIf(process.platform === 'win32')(
  'a folder that was removed under the shell is said in a sentence',
  async () => {
    const script = 'rmdir "$PWD"; exec "$0" "$1" routes';
    const child = spawn('sh', ['-c', script, process.execPath, CLI], {
      cwd: temporaryFolder('gone'),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    const [exit] = (await once(child, 'close')) as [number | null];
    expect(errors).toBe(
      'The folder that gw-emulate was started in does not exist any more. Change to one that does.\n',
    );
    expect(exit).toBe(1);
  },
);

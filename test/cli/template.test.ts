import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runTemplate } from '../../src/cli/commands/template.ts';
import type { Io } from '../../src/cli/io.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gw-template-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A terminal that keeps what it is given; `seen` resolves once stdout contains a text. */
function terminal() {
  const kept = { out: '', err: '' };
  let waiting: { text: string; resolve: () => void } | undefined;
  const io: Io = {
    stdout(text) {
      kept.out += text;
      if (waiting !== undefined && kept.out.includes(waiting.text)) waiting.resolve();
    },
    stderr(text) {
      kept.err += text;
    },
    data(text) {
      this.stdout(text);
    },
    paint: (_style, text) => text,
    colours: false,
    environment: {},
    cwd: folder,
  };
  const seen = (text: string): Promise<void> =>
    new Promise((resolve) => {
      waiting = { text, resolve };
      if (kept.out.includes(text)) resolve();
    });
  return { io, kept, seen };
}

const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);

test('prints the result on stdout and the overrides on stderr', async () => {
  await write(
    't.vtl',
    '$input.json("$.a") $input.params("id") $context.stage $stageVariables.v#set($context.responseOverride.status = 404)',
  );
  await write('body.json', '{"a": 1.0}');
  await write('params.json', '{"path": {"id": "42"}}');
  await write('context.json', '{"stage": "dev"}');
  await write('variables.json', '{"stageVariables": {"v": "one"}}');
  const { io, kept } = terminal();
  const options = {
    file: 't.vtl',
    body: 'body.json',
    params: 'params.json',
    context: 'context.json',
    variables: 'variables.json',
  };
  expect(await runTemplate(options, io)).toBe(0);
  expect(kept).toEqual({ out: '1.0 42 dev one\n', err: 'overrides: {"response":{"status":404}}\n' });
});

test('shows a mistake with its place in the file', async () => {
  await write('t.vtl', '{\n  "a": "$x",\n  #if($a = 1)"b": 2#end\n}\n');
  const { io, kept } = terminal();
  expect(await runTemplate({ file: 't.vtl' }, io)).toBe(1);
  expect(kept.out).toBe('');
  expect(kept.err).toBe(
    [
      't.vtl:3:10: Encountered "=", was expecting ")" or an operator',
      '    1 | {',
      '    2 |   "a": "$x",',
      '  > 3 |   #if($a = 1)"b": 2#end',
      '      |          ^',
      '    4 | }',
      '',
      '1 error',
      '',
    ].join('\n'),
  );
});

test('names data that is not JSON object, with the place where it goes wrong', async () => {
  await write('t.vtl', 'x');
  await write('params.json', '{"path": }');
  const { io, kept } = terminal();
  expect(await runTemplate({ file: 't.vtl', params: 'params.json' }, io)).toBe(1);
  expect(kept.err).toContain('params.json:1:10: found "}", wanted a value');
});

test.skipIf(process.platform === 'win32')('a named pipe is refused: nobody may ever write to it', async () => {
  const { io, kept } = terminal();
  execFileSync('mkfifo', [join(io.cwd, 'pipe.vtl')]);
  expect(await runTemplate({ file: 'pipe.vtl' }, io)).toBe(1);
  expect(kept.err).toContain('pipe.vtl is not a regular file');
});

test('says so when a file is missing', async () => {
  const { io, kept } = terminal();
  expect(await runTemplate({ file: 'none.vtl' }, io)).toBe(1);
  expect(kept.err).toContain('none.vtl: there is no such file');
});

test('watching renders again when a file changes, until it is stopped', async () => {
  await write('t.vtl', 'first');
  const { io, kept, seen } = terminal();
  let end: () => void = () => {};
  const asked = new Promise<void>((resolve) => (end = resolve));
  const done = runTemplate({ file: 't.vtl', watch: true }, io, { asked });
  await seen('first');
  await write('t.vtl', 'second');
  await seen('second');
  end();
  expect(await done).toBe(0);
  expect(kept.out).toBe('first\nsecond\n');
});

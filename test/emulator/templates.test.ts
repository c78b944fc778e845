// The mapping templates of a project: where each is written, and how it is written back into its file.
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmulator } from '../../src/emulator.ts';
import type { Emulator } from '../../src/emulator/contract.ts';
import type { ProjectTemplate } from '../../src/dashboard/project-templates.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const NOTE = '#set($note = $input.path(\'$\'))\r\n{"text": "$note.text"}\r\n';
/** Templates as the Serverless Framework takes them: out of files, and inline. */
const FILES = {
  'serverless.yml': `
service: notes
provider: { name: aws, runtime: nodejs20.x, stage: dev }
functions:
  note:
    handler: handlers.note
    events:
      - http:
          method: post
          path: notes/{id}
          integration: lambda
          request:
            template:
              application/json: \${file(templates/note.vtl)}
              text/plain: '{"inline": "$input.body"}'
      - http:
          method: put
          path: twins
          integration: lambda
          request:
            template: { application/json: "#set($twin = 1)" }
`,
  'handlers.cjs': 'exports.note = async (event) => ({ heard: event });',
  'templates/note.vtl': NOTE,
  'templates/other.vtl': 'no template of this project',
  'twins/one.vtl': '#set($twin = 1)',
  'twins/two.vtl': '#set($twin = 1)\n',
  'node_modules/some/note.vtl': NOTE,
};

const folder = temporaryFolder('templates');
let emulator: Emulator;

beforeAll(async () => {
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  emulator = await startEmulator({ cwd: folder, port: 0, adminPort: 0, watch: false });
});

afterAll(() => emulator?.close());

async function templates(): Promise<ProjectTemplate[]> {
  const response = await fetch(`${emulator.admin}/_gw/templates`);
  return ((await response.json()) as { templates: ProjectTemplate[] }).templates;
}

async function named(key: string, route = 'POST /notes/{id}'): Promise<ProjectTemplate> {
  const found = (await templates()).find((one) => one.route === route && one.key === key);
  if (found === undefined) throw new Error(`no template ${key}`);
  return found;
}

async function write(body: object, headers: Record<string, string> = {}): Promise<{ status: number; message: string }> {
  const response = await fetch(`${emulator.admin}/_gw/templates/write`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const { message = '' } = (await response.json()) as { message?: string };
  return { status: response.status, message };
}

test('a template out of a file has that file, and one inside the definition has its place', async () => {
  const [file, inline] = [await named('application/json'), await named('text/plain')];
  expect(file.files).toEqual([
    {
      file: expect.stringMatching(/templates\/note\.vtl$/) as string,
      hash: expect.stringMatching(/^[\da-f]{64}$/) as string,
      isRead: true,
    },
  ]);
  expect(file.position).toBeUndefined();
  expect(inline.files).toEqual([]);
  expect(inline.position?.file).toMatch(/serverless\.yml$/);
  expect(FILES['serverless.yml'].split('\n')[(inline.position?.line ?? 0) - 1]).toContain('"inline"');
});

test('files of the same text are all named, and what lies in node_modules is not', async () => {
  const { files } = await named('application/json', 'PUT /twins');
  expect(files.map(({ file }) => file.split('/').slice(-2).join('/')).sort()).toEqual([
    'twins/one.vtl',
    'twins/two.vtl',
  ]);
});

test('a change is written with the line ends of the file, and is served after a reload', async () => {
  const { files } = await named('application/json');
  const [{ file, hash } = { file: '', hash: '' }] = files;
  const text = '#set($note = $input.path(\'$\'))\n{"said": "$note.text"}';
  expect((await write({ file, hash, text })).status).toBe(200);
  expect(readFileSync(join(folder, 'templates/note.vtl'), 'utf8')).toBe(`${text.replaceAll('\n', '\r\n')}\r\n`);
  // Until the definition is read again, it has the text of before: the file is known all the same, and can be written again.
  const [again = { file: '', hash: '' }] = (await named('application/json')).files;
  expect(again).toMatchObject({ file });
  expect((await write({ file, hash: again.hash, text })).status).toBe(200);
  await emulator.reload();
  const response = await fetch(`${emulator.apis[0]?.url}/notes/7`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"text":"kettle"}',
  });
  expect(await response.json()).toEqual({ heard: { said: 'kettle' } });
});

test('a file that has changed since it was read is not written over', async () => {
  const { files } = await named('application/json');
  const [{ file, hash } = { file: '', hash: '' }] = files;
  const path = join(folder, 'templates/note.vtl');
  writeFileSync(path, `${readFileSync(path, 'utf8')}## by somebody else\n`);
  const before = readFileSync(path, 'utf8');
  expect(await write({ file, hash, text: '{}' })).toMatchObject({
    status: 409,
    message: expect.stringMatching(/has changed since it was read/) as string,
  });
  expect(readFileSync(path, 'utf8')).toBe(before);
});

test('nothing but a template of the project inside its folder is ever written', async () => {
  const outside = temporaryFolder('outside');
  writeFileSync(join(outside, 'note.vtl'), '#set($twin = 1)');
  symlinkSync(join(outside, 'note.vtl'), join(folder, 'templates/linked.vtl'));
  const { files } = await named('application/json', 'PUT /twins');
  const { hash } = files.find(({ file }) => file.endsWith('one.vtl')) ?? { hash: '' };
  const before = Object.keys(FILES).map((name) => readFileSync(join(folder, name), 'utf8'));
  const at = (name: string): string => join(folder, name);
  for (const file of [
    at('handlers.cjs'),
    at('serverless.yml'),
    join(outside, 'note.vtl'),
    at('templates/linked.vtl'),
    at('templates'),
    at('nothing.vtl'),
    '/etc/passwd',
    `${at('templates')}/../../x.vtl`,
  ])
    expect((await write({ file, hash, text: 'owned' })).status, file).toBe(404);
  const { createHash } = await import('node:crypto');
  const other = createHash('sha256').update(FILES['templates/other.vtl']).digest('hex');
  expect((await write({ file: at('templates/other.vtl'), hash: other, text: 'owned' })).status).toBe(403);
  expect((await write({ file: at('twins/one.vtl'), hash, text: 'x'.repeat(400_000) })).status).toBe(413);
  expect(
    (await write({ file: at('twins/one.vtl'), hash, text: 'owned' }, { origin: 'http://evil.example' })).status,
  ).toBe(403);
  expect((await write({ file: at('twins/one.vtl'), hash })).status).toBe(400);
  expect(Object.keys(FILES).map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(before);
  expect(statSync(join(outside, 'note.vtl')).size).toBe('#set($twin = 1)'.length);
});

test('rendering says which members API Gateway does not have', async () => {
  const response = await fetch(`${emulator.admin}/_gw/render`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ template: '{\n"a": $input.jason("$")}', body: '{}' }),
  });
  expect(await response.json()).toMatchObject({
    doubts: [{ line: 2, hint: expect.stringContaining('$input.json') as string }],
  });
});

import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Io } from '../../io.ts';

const CONFIG = `# yaml-language-server: $schema=./node_modules/gw-emulate/dist/config.schema.json
apis:
  web:
    type: http
    cors: true
    routes:
      GET /hello/{name}: hello

functions:
  hello: handlers/hello.handler
`;

const HANDLER = `/** GET /hello/{name} of the HTTP API "web": edit, save, and ask again. */
export const handler = async (event: { pathParameters?: { name?: string } }) => {
  return { message: \`Hello, \${event.pathParameters?.name}!\` };
};
`;

/** `gw-emulate init`: a minimal project in the working folder. What is there already is left as it is. */
export async function runInit(io: Io): Promise<number> {
  await writeNew('emulator.config.yaml', CONFIG, io);
  await writeNew(join('handlers', 'hello.ts'), HANDLER, io);
  await addScripts(io);
  io.stdout('\nnpx gw-emulate, then http://127.0.0.1:3000/hello/you\n');
  return 0;
}

async function writeNew(name: string, text: string, io: Io): Promise<void> {
  const file = join(io.cwd, name);
  if (existsSync(file)) {
    io.stdout(`  ${name} is there already\n`);
    return;
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  io.stdout(`  ${io.paint('green', name)}\n`);
}

async function addScripts(io: Io): Promise<void> {
  const file = join(io.cwd, 'package.json');
  const existing = existsSync(file)
    ? (JSON.parse(await readFile(file, 'utf8')) as { scripts?: Record<string, string> })
    : {};
  const scripts = { dev: 'gw-emulate', check: 'gw-emulate check', ...existing.scripts };
  await writeFile(file, `${JSON.stringify({ ...existing, scripts }, null, 2)}\n`);
  io.stdout(`  ${io.paint('green', 'package.json')} (scripts dev, check)\n`);
}

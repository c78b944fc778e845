import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

export interface SampleProject {
  readonly folder: string;
  readonly remove: () => void;
}

/** The sample app in a folder of its own, so that tests may edit its handlers, with its services on free ports. */
export async function sampleProject(): Promise<SampleProject> {
  const folder = mkdtempSync(join(ROOT, '.gw-emulate-sample-'));
  for (const part of ['handlers', 'fixtures/sample', 'emulator.config.yaml', 'package.json', 'tsconfig.json']) {
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const [port, delivery] = [String(await freePort()), String(await freePort())];
  for (const file of ['emulator.config.yaml', 'fixtures/sample/local.env']) {
    const text = readFileSync(join(folder, file), 'utf8').replaceAll('8123', port).replaceAll('8124', delivery);
    writeFileSync(join(folder, file), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

// Bodies that would show if anybody held them: an HTTP API's proxy integration, run by the real command
// (docs/aws/http-api.md#http-proxy-headers, docs/aws/http-api.md#quotas).
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TemporaryProject, startProject } from './temporary-project.ts';

const MEGABYTE = 1024 * 1024;
const CHUNK = Buffer.alloc(MEGABYTE, 0x61);
const DOWN = 200;
/** Over what the process has after it has warmed up. A body that is held would be three times as much. */
const MOST_GROWTH = 70 * MEGABYTE;

let backend: Server;
let project: TemporaryProject;

beforeAll(async () => {
  backend = createServer((request, response) => {
    if (request.method === 'GET') return sendMegabytes(Number(request.url?.slice(1)));
    let size = 0;
    request.on('data', (chunk: Buffer) => (size += chunk.length));
    request.on('end', () => response.end(String(size)));

    function sendMegabytes(left: number): void {
      if (left === 0) response.end();
      else if (response.write(CHUNK)) sendMegabytes(left - 1);
      else response.once('drain', () => sendMegabytes(left - 1));
    }
  });
  backend.listen(0, '127.0.0.1');
  await once(backend, 'listening');
  const { port } = backend.address() as AddressInfo;
  const config = `apis:\n  files:\n    type: http\n    routes:\n      ANY /{proxy+}: { http: "http://127.0.0.1:${port}/{proxy}" }\n`;
  project = await startProject({ 'emulator.config.yaml': config });
});

afterAll(async () => {
  expect(await project.stop()).toBe(0);
  backend.closeAllConnections();
  backend.close();
});

/** Bytes of memory that the command's process has. */
function residentMemory(): number {
  const status = readFileSync(`/proc/${project.cli.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

async function download(megabytes: number, eachMegabyte = (): void => {}): Promise<number> {
  const response = await fetch(`${project.cli.url('files')}/${megabytes}`);
  let size = 0;
  let next = MEGABYTE;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size < next) continue;
    next += MEGABYTE;
    eachMegabyte();
  }
  return size;
}

async function upload(body: Buffer): Promise<Response> {
  return fetch(`${project.cli.url('files')}/up`, { method: 'POST', body });
}

const hasProc = existsSync('/proc/self/status');

test.skipIf(!hasProc)('200 MB down: memory stays flat (needs /proc to see it)', async () => {
  await download(40);
  const before = residentMemory();
  let most = 0;
  const size = await download(DOWN, () => (most = Math.max(most, residentMemory() - before)));
  expect(size).toBe(DOWN * MEGABYTE);
  expect(most).toBeLessThan(MOST_GROWTH);
});

test.skipIf(!hasProc)('10 MB up, twenty times: memory stays flat (needs /proc to see it)', async () => {
  const body = Buffer.alloc(10 * MEGABYTE, 0x62);
  for (let i = 0; i < 5; i += 1) await (await upload(body)).text();
  const before = residentMemory();
  let most = 0;
  for (let i = 0; i < 20; i += 1) {
    expect(await (await upload(body)).text()).toBe(String(body.length));
    most = Math.max(most, residentMemory() - before);
  }
  expect(most).toBeLessThan(MOST_GROWTH);
});

test('a byte more than 10 MB up is refused with 413, and the next request is served', async () => {
  const response = await upload(Buffer.alloc(10 * MEGABYTE + 1));
  expect(response.status).toBe(413);
  expect(await response.json()).toEqual({ message: 'Request Entity Too Large' });
  expect(await download(1)).toBe(MEGABYTE);
});

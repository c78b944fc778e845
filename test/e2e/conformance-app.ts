import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { type RunningCli, startCli } from './cli.ts';
import { type RawRequest, type RawResponse, send } from './raw-http.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const BACKEND_PORT = /19999/g;

export interface ConformanceApp {
  readonly cli: RunningCli;
  /** Where its files are. */
  readonly folder: string;
  /** Sends a request to the API; the target is written as it is, without the API's stage. */
  send(api: string, request: RawRequest): Promise<RawResponse>;
  stop(): Promise<number | null>;
}

/** fixtures/conformance, copied and served by the real command, with a backend for its HTTP integrations. */
export async function startConformanceApp(config = 'emulator.config.yaml'): Promise<ConformanceApp> {
  const backend = createBackend();
  backend.listen(0, '127.0.0.1');
  await once(backend, 'listening');
  const { port } = backend.address() as AddressInfo;
  const app = mkdtempSync(join(ROOT, '.gw-emulate-conformance-'));
  cpSync(join(ROOT, 'fixtures/conformance'), app, { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(app, 'node_modules'));
  for (const file of ['emulator.config.yaml', 'described.openapi.yaml']) {
    writeFileSync(join(app, file), readFileSync(join(app, file), 'utf8').replace(BACKEND_PORT, String(port)));
  }
  const cli = await startCli(['--no-watch', '--config', config], app);
  return {
    cli,
    folder: app,
    send: (api, request) => send(cli.url(api).replace(/^ws/, 'http'), request),
    async stop() {
      const code = await cli.stop();
      backend.close();
      backend.closeAllConnections();
      rmSync(app, { recursive: true, force: true });
      return code;
    },
  };
}

/** Answers with what it was sent; x-status, x-reply-header and x-reply-body choose another answer. */
function createBackend() {
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = pairs(request.rawHeaders);
      const body = Buffer.concat(chunks).toString('latin1');
      const one = (name: string) => request.headers[name]?.toString();
      for (const [name, value] of JSON.parse(one('x-reply-headers') ?? '[]') as [string, string][]) {
        response.appendHeader(name, value);
      }
      if (!response.hasHeader('content-type')) response.setHeader('content-type', 'application/json');
      response.setHeader('x-backend', 'yes');
      response.statusCode = Number(
        one('x-status') ?? new URL(request.url ?? '', 'http://x').searchParams.get('status') ?? 200,
      );
      response.end(one('x-reply-body') ?? JSON.stringify({ method: request.method, url: request.url, headers, body }));
    });
  });
}

function pairs(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as [string, string]] : []));
}

import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type RunningCli, runCli, startCli } from './cli.ts';
import { type RawResponse, send } from './raw-http.ts';

const ROOT = resolve(import.meta.dirname, '../..');

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a caller sees of an answer. Headers that differ from one answer to the next are left to the tests that are about them. */
export interface Seen {
  readonly status: number;
  readonly body: string;
  readonly errorType: string | undefined;
  readonly wwwAuthenticate: string | undefined;
  readonly contentType: string | undefined;
  readonly hasRequestId: boolean;
}

/** fixtures/authorization, copied and served by the real command. */
export interface AuthorizationApp {
  readonly folder: string;
  cli(): RunningCli;
  /** Without the API's stage. */
  send(api: string, path: string, sent?: Sent): Promise<RawResponse>;
  ask(api: string, path: string, sent?: Sent): Promise<Seen>;
  /** A WebSocket handshake, to its head when it succeeds and to its end when it does not; `query` as it is. */
  handshake(api: string, headers?: Readonly<Record<string, string>>, query?: string): Promise<Seen>;
  /** `gw-emulate …`, which has to succeed; what it printed. */
  run(...args: string[]): Promise<string>;
  /** Ends the process as a power cut would, and starts another in the same folder. */
  crashAndRestart(): Promise<void>;
  stop(): Promise<number | null>;
}

export async function startAuthorizationApp(): Promise<AuthorizationApp> {
  const folder = mkdtempSync(join(ROOT, '.gw-emulate-sample-'));
  cpSync(join(ROOT, 'fixtures/authorization'), folder, { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  let cli = await startCli(['--no-watch'], folder);
  const request: AuthorizationApp['send'] = (api, path, { method = 'GET', headers = {}, body } = {}) => {
    const url = new URL(`${cli.url(api)}${path}`);
    const target = `${url.pathname}${url.search}`;
    return send(url.origin, { method, target, headers: Object.entries(headers), ...(body !== undefined && { body }) });
  };
  return {
    folder,
    cli: () => cli,
    send: request,
    ask: async (...sent) => seen(await request(...sent)),
    async handshake(api, headers = {}, query = '') {
      const url = new URL(cli.url(api).replace(/^ws/, 'http'));
      const target = `${url.pathname}${query}`;
      const all = { ...HANDSHAKE, ...headers };
      return seen(await send(url.origin, { target, headers: Object.entries(all), endsAfterHandshake: true }));
    },
    async run(...args) {
      const { code, stdout, stderr } = await runCli(args, folder);
      if (code !== 0) throw new Error(`gw-emulate ${args.join(' ')} ended with ${code}: ${stderr}${stdout}`);
      return stdout;
    },
    async crashAndRestart() {
      await cli.stop('SIGKILL');
      cli = await startCli(['--no-watch'], folder);
    },
    async stop() {
      const code = await cli.stop();
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}

const HANDSHAKE = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

function seen(response: RawResponse): Seen {
  const one = (name: string): string | undefined => response.values(name)[0];
  return {
    status: response.status,
    body: response.text,
    errorType: one('x-amzn-errortype'),
    wwwAuthenticate: one('www-authenticate'),
    contentType: one('content-type'),
    hasRequestId: (one('x-amzn-requestid') ?? one('apigw-requestid')) !== undefined,
  };
}

import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { isForeignPage } from '../model/http/requested-host.ts';
import { isLocalHost } from './admin-host.ts';
import { ConnectedResponse } from './connected-response.ts';
import { bind, bindPath, closeServer } from './http-listener.ts';

/** Answers one admin request, or says `false` so that the next one is asked. */
export type AdminHandler = (message: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

export interface AdminListener {
  readonly server: Server;
  /** 0 where it listens at a path. */
  readonly port: number;
  readonly socketPath?: string | undefined;
  close(graceMs: number): Promise<void>;
}

export interface AdminOptions {
  readonly host: string;
  readonly port: number;
  /** Listens at this path of a socket instead of a port. */
  readonly socketPath?: string;
  /** Whether everything listens. */
  readonly healthy: () => boolean;
  /** Asked in order; what none takes is a 404. */
  readonly handlers: readonly AdminHandler[];
  readonly onDefect: (error: unknown) => void;
}

/** The admin port. Health is answered without loading anything; every endpoint checks Host and Origin. */
export async function listenAdmin(options: AdminOptions): Promise<AdminListener> {
  const server = createServer(
    { ServerResponse: ConnectedResponse },
    (message, response) => void answer(message, response, options),
  );
  const { host, socketPath } = options;
  const port =
    socketPath === undefined
      ? await bind(server, host, options.port, 'the admin port')
      : await bindPath(server, socketPath);
  let closing: Promise<void> | undefined;
  return { server, port, socketPath, close: (graceMs) => (closing ??= closeServer(server, graceMs)) };
}

async function answer(message: IncomingMessage, response: ServerResponse, options: AdminOptions): Promise<void> {
  // Of two names Node keeps the first: which one was meant is not for us to say.
  const hosts = message.headersDistinct['host'] ?? [];
  // A target with a host of its own stands above the header (https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2); no client of this port sends one.
  const namesAnother = message.url?.startsWith('/') !== true;
  if (namesAnother || hosts.length !== 1 || !isLocalHost(hosts[0], options.host)) {
    sendJson(response, 403, { message: 'This port answers only to localhost.' });
    return;
  }
  if (isForeignPage(message.headers)) {
    sendJson(response, 403, { message: 'This port does not answer to web pages of other origins.' });
    return;
  }
  if (message.url === '/_gw/health') {
    const healthy = options.healthy();
    sendJson(response, healthy ? 200 : 503, { status: healthy ? 'ok' : 'starting' });
    return;
  }
  try {
    for (const handler of options.handlers) if (await handler(message, response)) return;
    sendJson(response, 404, { message: `Nothing at ${message.method} ${message.url}` });
  } catch (error) {
    options.onDefect(error);
    if (response.headersSent) response.destroy();
    else sendJson(response, 500, { message: 'Internal error of the emulator; its terminal says more.' });
  }
}

export function sendJson(response: ServerResponse, statusCode: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(statusCode, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}

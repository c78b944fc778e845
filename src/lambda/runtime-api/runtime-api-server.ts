import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isForeignPage } from '../../model/http/requested-host.ts';
import { answer, extensionsNotSupported, foreignHost, notHere, telemetryNotSupported } from './runtime-answers.ts';
import type { RuntimeSession } from './runtime-session.ts';

export interface RuntimeApiListener {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves the Runtime API of one environment on a free loopback port: the protocol has no place for a function's name. */
export async function listenRuntimeApi(session: RuntimeSession): Promise<RuntimeApiListener> {
  // A streamed response may take 15 minutes, and a kept connection must not end between two requests of a slow handler.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 0 }, (message, response) => {
    // A page could not read an event, but it would be gone.
    const isForeign = message.headers.host !== `127.0.0.1:${port}` || isForeignPage(message.headers);
    if (isForeign) answer(response, foreignHost);
    else route(message, response, session);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  return {
    port,
    close: () =>
      (closing ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })),
  };
}

const INVOCATION = /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/;

function route(message: IncomingMessage, response: ServerResponse, session: RuntimeSession): void {
  const target = `${message.method} ${message.url}`;
  if (target === 'GET /2018-06-01/runtime/invocation/next') return session.next(response);
  if (target === 'GET /gw-emulate/hosts') return session.hosts(response);
  if (target === 'POST /2018-06-01/runtime/init/error') return void session.initError(message, response);
  if (target.endsWith(' /2020-01-01/extension/register')) return answer(response, extensionsNotSupported);
  if (target === 'PUT /2022-07-01/telemetry') return answer(response, telemetryNotSupported('Telemetry'));
  if (target === 'PUT /2020-08-15/logs') return answer(response, telemetryNotSupported('Logs'));
  if (target === 'GET /2018-06-01/ping' || target === 'GET /ping') return void response.end('pong');
  const [, requestId, what] = (message.method === 'POST' && INVOCATION.exec(message.url ?? '')) || [];
  if (requestId === undefined) return answer(response, notHere(target));
  if (what === 'error') return void session.invocationError(requestId, message, response);
  return void session.invocationResponse(requestId, message, response);
}

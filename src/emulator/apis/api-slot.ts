import { compileHttpApi } from '../../http-api/index.ts';
import type { Api } from '../../model/definition/api.ts';
import type { FrontEnd } from '../../model/http/front-end.ts';
import { compileRestApi } from '../../rest-api/index.ts';
import type { Listener } from '../../server/http-listener.ts';
import { listen } from '../../server/http-listener.ts';
import type { ServerCertificate } from '../../server/tls/server-certificate.ts';
import { attachWebSocketServer } from '../../server/websocket.ts';
import { compileWebSocketApi } from '../../websocket-api/index.ts';
import type { WebSocketFrontEnd } from '../../websocket-api/index.ts';
import type { FrontEndServices } from '../lasting-services.ts';
import { readTruststore } from '../truststores.ts';

export interface SlotOptions {
  readonly host: string;
  readonly onDefect: (error: unknown) => void;
  /** Serve over TLS. */
  readonly tls: ServerCertificate | undefined;
}

/** One API where it listens. Deploying anew is one assignment; requests under way finish on the old front end. */
export interface ApiSlot {
  readonly api: Api;
  readonly port: number;
  /** Where handlers and integrations reach the API as plain HTTP, on loopback. */
  readonly plainPort: number;
  /** What is deployed now. */
  readonly frontEnd: FrontEnd;
  readonly webSocket?: WebSocketFrontEnd;
  deploy(api: Api, services: FrontEndServices): void;
  /** Stops accepting, closes WebSocket connections with 1001, lets running requests end. */
  close(graceMs: number): Promise<void>;
}

/** Compiles an API and listens for it. */
export function openSlot(api: Api, services: FrontEndServices, options: SlotOptions): Promise<ApiSlot> {
  return api.type === 'websocket' ? openWebSocketSlot(api, services, options) : openHttpSlot(api, services, options);
}

function compile(api: Api, services: FrontEndServices): FrontEnd {
  if (api.type === 'http') return compileHttpApi(api, services);
  if (api.type === 'rest') return compileRestApi(api, services);
  return compileWebSocketApi(api, services);
}

async function openHttpSlot(api: Api, services: FrontEndServices, options: SlotOptions): Promise<ApiSlot> {
  let deployed = { api, frontEnd: compile(api, services) };
  const listener = await listenFor(api, () => deployed.frontEnd, options);
  return {
    get api() {
      return deployed.api;
    },
    get frontEnd() {
      return deployed.frontEnd;
    },
    port: listener.port,
    plainPort: listener.plainPort,
    deploy: (next, nextServices) => (deployed = { api: next, frontEnd: compile(next, nextServices) }),
    close: (graceMs) => listener.close(graceMs),
  };
}

async function openWebSocketSlot(
  api: Api & { type: 'websocket' },
  services: FrontEndServices,
  options: SlotOptions,
): Promise<ApiSlot> {
  let deployed: { api: Api; frontEnd: WebSocketFrontEnd } = { api, frontEnd: compileWebSocketApi(api, services) };
  const listener = await listenFor(api, () => deployed.frontEnd, options);
  const sockets = attachWebSocketServer(listener.server, () => deployed.frontEnd, { onDefect: options.onDefect });
  return {
    get api() {
      return deployed.api;
    },
    get frontEnd() {
      return deployed.frontEnd;
    },
    get webSocket() {
      return deployed.frontEnd;
    },
    port: listener.port,
    plainPort: listener.plainPort,
    deploy(next, nextServices) {
      if (next.type === 'websocket') deployed = { api: next, frontEnd: compileWebSocketApi(next, nextServices) };
    },
    async close(graceMs) {
      const stopped = listener.close(graceMs);
      await sockets.close();
      await stopped;
    },
  };
}

interface SlotListener extends Listener {
  readonly plainPort: number;
}

/** Behind TLS a second, plain door on loopback serves calls that come back from handlers: they trust only AWS's certificate. */
async function listenFor(api: Api, current: () => FrontEnd, options: SlotOptions): Promise<SlotListener> {
  const { host, tls, onDefect } = options;
  const truststore = api.truststore && readTruststore(`API "${api.name}"`, api.truststore, tls);
  const listener = await listen({ host, port: api.port, name: api.name, current, onDefect, tls, truststore });
  if (tls === undefined) return { ...listener, plainPort: listener.port };
  const plain = await listen({ host: '127.0.0.1', port: 0, name: api.name, current, onDefect });
  const close = async (graceMs: number): Promise<void> => {
    await Promise.all([listener.close(graceMs), plain.close(graceMs)]);
  };
  return { ...listener, plainPort: plain.port, close };
}

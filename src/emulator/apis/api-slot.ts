import { compileHttpApi } from '../../http-api/index.ts';
import type { HostTarget } from '../../lambda/index.ts';
import type { Api } from '../../model/definition/api.ts';
import type { FrontEnd } from '../../model/http/front-end.ts';
import { type RestFrontEnd, compileRestApi } from '../../rest-api/index.ts';
import { attachWebSocketServer, type WebSocketAttachment } from '../../server/websocket.ts';
import { compileWebSocketApi } from '../../websocket-api/index.ts';
import type { DeployedWebSocketApi } from '../../websocket-api/index.ts';
import type { FrontEndServices } from '../lasting-services.ts';
import { readTruststore } from '../truststores.ts';
import { openDoors, type Doors, type DoorOptions } from './doors.ts';

export type SlotOptions = Omit<DoorOptions, 'name' | 'current'>;

/** One API where it listens. Deploying anew is one assignment; requests under way finish on the old front end. */
export interface ApiSlot {
  readonly api: Api;
  /** Where clients reach the API; `undefined` where no port is opened. */
  readonly port: number | undefined;
  /** Where handlers and integrations reach the API as plain HTTP. */
  readonly local: HostTarget;
  /** What is deployed now. */
  readonly frontEnd: FrontEnd;
  readonly webSocket?: DeployedWebSocketApi | undefined;
  deploy(api: Api, services: FrontEndServices): void;
  /** Forgets what authorizers said, the keys of issuers, and which responses are cached; the first and last for all that share a state. */
  flushCaches(): Promise<void>;
  /** A connection that comes another way than through a port. */
  accept: Doors['accept'];
  /** Stops accepting, closes WebSocket connections with 1001, lets running requests end. */
  close(graceMs: number): Promise<void>;
}

/** One deployment of an API. */
interface Deployed {
  readonly api: Api;
  readonly frontEnd: FrontEnd;
  readonly webSocket?: DeployedWebSocketApi;
  flushCaches(): Promise<void>;
}

function deployed(api: Api, services: FrontEndServices): Deployed {
  const flushAuthorizers = (): Promise<void> => {
    services.authorizers.forgetKeys();
    return services.authorizers.flushCaches();
  };
  if (api.type === 'http') return { api, frontEnd: compileHttpApi(api, services), flushCaches: flushAuthorizers };
  if (api.type === 'websocket') {
    const webSocket = compileWebSocketApi(api, services);
    return { api, frontEnd: webSocket, webSocket, flushCaches: flushAuthorizers };
  }
  const frontEnd: RestFrontEnd = compileRestApi(api, services);
  return {
    api,
    frontEnd,
    async flushCaches() {
      await Promise.all([flushAuthorizers(), frontEnd.flushCache()]);
    },
  };
}

/** Compiles an API and listens for it. */
export async function openSlot(api: Api, services: FrontEndServices, options: SlotOptions): Promise<ApiSlot> {
  let current = deployed(api, services);
  // Without a port nobody comes from outside, and what is injected shows no certificate.
  const truststore =
    options.privateSockets === undefined && api.truststore !== undefined
      ? readTruststore(`API "${api.name}"`, api.truststore, options.tls)
      : undefined;
  const doors = await openDoors(api.port, { ...options, name: api.name, truststore, current: () => current.frontEnd });
  const { onDefect } = options;
  const sockets =
    current.webSocket === undefined
      ? []
      : doors.servers.map((server) => attachWebSocketServer(server, () => current.webSocket, { onDefect }));
  return {
    get api() {
      return current.api;
    },
    get frontEnd() {
      return current.frontEnd;
    },
    get webSocket() {
      return current.webSocket;
    },
    port: doors.port,
    local: doors.local,
    accept: doors.accept,
    deploy: (next, nextServices) => (current = deployed(next, nextServices)),
    flushCaches: () => current.flushCaches(),
    close: (graceMs) => closeSlot(doors, sockets, graceMs),
  };
}

async function closeSlot(doors: Doors, sockets: readonly WebSocketAttachment[], graceMs: number): Promise<void> {
  const stopped = doors.close(graceMs);
  await Promise.all(sockets.map((each) => each.close()));
  await stopped;
}

import type { Ids } from '../../model/base/ids.ts';
import type { WebSocketLimits } from '../../model/definition/websocket-api.ts';
import { WEBSOCKET_LIMITS } from '../../model/definition/websocket-limits.ts';
import type { FrontEnd } from '../../model/http/front-end.ts';
import type { ClientCertificate, ClientRequest, ClientResponse, Truststore } from '../../model/http/messages.ts';
import type { EdgeChoice, EdgeRouter } from '../../server/edge/edge-router.ts';
import type { Connection, Handshake, IncomingData, Transport, WebSocketFrontEnd } from '../../websocket-api/index.ts';
import type { ApiSlot } from '../apis/api-slot.ts';
import { EdgeRequest } from './edge-request.ts';

export interface EdgeServices {
  /** The router of the newest definition. */
  readonly router: () => EdgeRouter;
  readonly slot: (api: string) => ApiSlot | undefined;
  /** The truststore of this path, one that a domain or an API of the newest definition names. */
  readonly truststore: (path: string) => Truststore | undefined;
  readonly ids: Ids;
  /** Called with the reason why a request matched no API; clients only see Forbidden. */
  readonly refused: (reason: string) => void;
}

/** All APIs behind one listener: every request, handshake and message goes to the API that it means. */
export class EdgeFrontEnd implements WebSocketFrontEnd {
  readonly #services: EdgeServices;
  /** Which API a connection belongs to: it stays with it whatever the newest definition leads its host to. */
  readonly #apis = new WeakMap<Connection, string>();

  constructor(services: EdgeServices) {
    this.#services = services;
  }

  limitsOf(connection: Connection): WebSocketLimits {
    return this.#owner(connection)?.limitsOf(connection) ?? WEBSOCKET_LIMITS;
  }

  handle(request: ClientRequest): Promise<ClientResponse> {
    const target = this.#find(request);
    return 'answer' in target ? Promise.resolve(target.answer) : target.frontEnd.handle(target.request);
  }

  async connect(request: ClientRequest): Promise<Handshake> {
    const target = this.#find(request);
    if ('answer' in target) return { accepted: false, response: target.answer };
    const { webSockets } = target;
    if (webSockets === undefined) {
      // HTTP and REST APIs take no notice of the upgrade.
      return { accepted: false, response: await target.frontEnd.handle(target.request.withoutBody()) };
    }
    const handshake = await webSockets.connect(target.request);
    if (handshake.accepted) this.#apis.set(handshake.connection, target.api);
    return handshake;
  }

  opened(connection: Connection, transport: Transport): void {
    this.#owner(connection)?.opened(connection, transport);
  }

  message(connection: Connection, data: IncomingData): void {
    this.#owner(connection)?.message(connection, data);
  }

  closed(connection: Connection, code: number, reason: string): void {
    this.#owner(connection)?.closed(connection, code, reason);
  }

  /** Each API closes its own connections, whichever way they came. */
  closeAll(): Promise<void> {
    return Promise.resolve();
  }

  #owner(connection: Connection): WebSocketFrontEnd | undefined {
    const api = this.#apis.get(connection);
    return api === undefined ? undefined : this.#services.slot(api)?.webSocket;
  }

  #find(request: ClientRequest): Target | Answer {
    const { router, slot, ids, refused } = this.#services;
    const choice = router()(request);
    const open = 'api' in choice ? slot(choice.api) : undefined;
    const truststore = choice.truststore ?? open?.api.truststore;
    const certificate = truststore === undefined ? undefined : this.#certificate(request, truststore);
    if (truststore !== undefined && certificate === undefined) {
      refused(`The client showed no certificate that ${truststore} vouches for, and mutualTlsAuthentication wants one`);
      return { answer: forbidden(ids) };
    }
    if ('healthy' in choice) return { answer: HEALTHY };
    if ('refused' in choice || open === undefined) {
      refused(reasonOf(choice));
      return { answer: forbidden(ids) };
    }
    const { api, rawPath, arrival } = choice;
    const { frontEnd, webSocket: webSockets } = open;
    return { api, frontEnd, webSockets, request: new EdgeRequest(request, rawPath, arrival, certificate) };
  }

  /** Fails closed: calls that handlers send come without TLS, so that nothing can vouch for them. */
  #certificate(request: ClientRequest, path: string): ClientCertificate | undefined {
    const trust = this.#services.truststore(path);
    return trust && request.certificateBy?.(trust);
  }
}

interface Answer {
  readonly answer: ClientResponse;
}

interface Target {
  readonly api: string;
  readonly frontEnd: FrontEnd;
  readonly webSockets: WebSocketFrontEnd | undefined;
  readonly request: EdgeRequest;
}

function reasonOf(choice: EdgeChoice): string {
  if ('refused' in choice) return choice.refused;
  return 'api' in choice ? `The API "${choice.api}" is not served` : '';
}

/** docs/aws/domains.md#refusals: paths that every domain answers itself. */
const HEALTHY: ClientResponse = { statusCode: 200, headers: [['Content-Type', 'text/plain']], body: 'healthy' };

/** docs/aws/domains.md#refusals: before an API is chosen there are no gateway responses. */
function forbidden(ids: Ids): ClientResponse {
  return {
    statusCode: 403,
    headers: [
      ['Content-Type', 'application/json'],
      ['x-amzn-RequestId', ids.uuid()],
      ['x-amzn-ErrorType', 'ForbiddenException'],
      ['x-amz-apigw-id', ids.extended()],
    ],
    body: '{"message":"Forbidden"}',
  };
}

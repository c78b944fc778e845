import { requestTimeFormatter } from '../model/http/request-time.ts';
import type { WebSocketApi } from '../model/definition/websocket-api.ts';
import type { ClientRequest, ClientResponse } from '../model/http/messages.ts';
import { compileAccessLog } from './logs/access-log.ts';
import { connect } from './connect.ts';
import type { Connection, Transport } from './call/connection.ts';
import { watchLifetime } from './connection-lifetime.ts';
import {
  BINARY,
  BROKEN_OFF,
  clientClose,
  FRAME_TOO_LARGE,
  MESSAGE_TOO_LARGE,
  SERVER_STOPPED,
} from './call/close-codes.ts';
import type { CloseCause } from './call/close-codes.ts';
import type { CompiledApi } from './deployment/compiled-api.ts';
import { disconnect } from './disconnect.ts';
import { readUnderWay } from './logs/under-way.ts';
import { loseConnection, loseMessage } from './lost-connections.ts';
import type { DeployedWebSocketApi, ForOtherEmulators, Handshake, IncomingData } from './front-end.ts';
import { operate } from './management/operate.ts';
import { handlePlainHttp } from './management/plain-http.ts';
import { receiveMessage } from './message.ts';
import { RecordedTransport } from './recorded-transport.ts';
import { compileRoutes } from './deployment/compile-routes.ts';
import type { WebSocketApiServices } from './call/services.ts';
import { connectionOfFacts, sharedConnection } from './call/shared-connection.ts';
import type { SharedConnection, SharedConnections } from '../shared-state/contract.ts';

/**
 * Compiles a WebSocket API. Open connections of the same API in the store come over to the new compilation: their next message, timer
 * and close run on it. Throws where a template, expression or model cannot be read, with the place named in the message.
 */
export function compileWebSocketApi(api: WebSocketApi, services: WebSocketApiServices): DeployedWebSocketApi {
  const compiled = new ServedWebSocketApi({
    deployment: {
      api,
      services,
      executeApiHost: `${api.id}.execute-api.${services.region}.amazonaws.com`,
      stageVariables: Object.keys(api.stage.variables).length === 0 ? undefined : api.stage.variables,
      readUnderWay: readUnderWay(api.name),
      requestTime: requestTimeFormatter(),
    },
    ...compileRoutes(api, services),
    accessLog: compileAccessLog(api, services),
  });
  for (const connection of services.connections.all(api.id)) compiled.adopt(connection);
  return compiled;
}

class ServedWebSocketApi implements DeployedWebSocketApi {
  readonly #compiled: CompiledApi;
  readonly #ends = (connection: Connection, cause: CloseCause): void => void this.#end(connection, cause);

  constructor(compiled: CompiledApi) {
    this.#compiled = compiled;
  }

  limitsOf(): WebSocketApi['limits'] {
    return this.#compiled.deployment.api.limits;
  }

  handle(request: ClientRequest): Promise<ClientResponse> {
    return handlePlainHttp(request, this.#compiled.deployment, this.#ends);
  }

  connect(request: ClientRequest): Promise<Handshake> {
    const handshake = connect(request, this.#compiled);
    const { shared } = this.#compiled.deployment.services;
    return shared === undefined ? handshake : this.#announced(handshake, shared);
  }

  /** Before the upgrade: whoever the client talks to next may ask another emulator to send it something. */
  async #announced(handshake: Promise<Handshake>, shared: SharedConnections): Promise<Handshake> {
    const result = await handshake;
    if (result.accepted) await shared.register(this.#asShared(result.connection));
    return result;
  }

  #asShared(connection: Connection): SharedConnection {
    return sharedConnection(connection, this.limitsOf(), this.#compiled.deployment.services.clock.now());
  }

  opened(connection: Connection, transport: Transport): void {
    connection.state = 'open';
    const { deployment } = this.#compiled;
    const isRecorded = deployment.services.journal.sent !== undefined;
    connection.transport = isRecorded ? new RecordedTransport(connection, transport, deployment) : transport;
    deployment.services.connections.add(connection);
    this.adopt(connection);
    this.#lose(connection);
  }

  strike(): void {
    const { services, api } = this.#compiled.deployment;
    for (const connection of services.connections.all(api.id)) this.#lose(connection);
  }

  #lose(connection: Connection): void {
    loseConnection(connection, this.#compiled, this.#ends);
  }

  adopt(connection: Connection): void {
    const { services } = this.#compiled.deployment;
    watchLifetime(connection, this.limitsOf(), services.clock, this.#ends);
  }

  message(connection: Connection, data: IncomingData): void {
    if (connection.state !== 'open' || connection.lost?.isSilent === true) return;
    if ('text' in data && loseMessage(connection, data.text, this.#compiled, this.#ends)) return;
    if ('text' in data) return void receiveMessage(connection, data.text, this.#compiled);
    if ('binary' in data) return void this.#end(connection, BINARY);
    void this.#end(connection, data.tooLarge === 'frame' ? FRAME_TOO_LARGE : MESSAGE_TOO_LARGE);
  }

  closed(connection: Connection, code: number, reason: string): void {
    void this.#end(connection, clientClose(code, reason));
  }

  async closeAll(): Promise<void> {
    const { services, api } = this.#compiled.deployment;
    await Promise.all(services.connections.all(api.id).map((connection) => this.#end(connection, SERVER_STOPPED)));
  }

  readonly forOthers: ForOtherEmulators = {
    connections: () => {
      const { services, api } = this.#compiled.deployment;
      return services.connections.all(api.id).map((connection) => this.#asShared(connection));
    },
    operate: (id, operation) =>
      operate(id, operation, this.#compiled.deployment, (connection, cause) => void this.#end(connection, cause)),
    abandon: (id) => {
      const connection = this.#compiled.deployment.services.connections.get(id);
      if (connection) this.#close(connection, SERVER_STOPPED);
    },
    disconnect: async (facts) => {
      const connection = connectionOfFacts(facts);
      if (connection) await disconnect(connection, BROKEN_OFF, this.#compiled);
    },
  };

  /** Ends a connection once: gone from the store before `$disconnect` runs, so that a POST to it gets a 410. */
  async #end(connection: Connection, cause: CloseCause): Promise<void> {
    if (connection.state === 'ended') return;
    this.#close(connection, cause);
    const { shared } = this.#compiled.deployment.services;
    if (shared !== undefined && !(await shared.release(connection))) return;
    await disconnect(connection, cause, this.#compiled);
  }

  #close(connection: Connection, cause: CloseCause): void {
    const { transport } = connection;
    connection.state = 'ended';
    delete connection.transport;
    connection.cancelDeadline?.();
    this.#compiled.deployment.services.connections.remove(connection.id);
    transport?.close(cause.code, cause.reason);
  }
}

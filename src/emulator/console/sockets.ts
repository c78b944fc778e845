import type { ConsoleSockets, OpenConnection, SentRequest } from '../../dashboard/services.ts';
import type { Api } from '../../model/definition/api.ts';
import type { Connection, ConnectionStore, Transport, WebSocketFrontEnd } from '../../websocket-api/index.ts';

export interface SocketsOptions {
  readonly connections: ConnectionStore;
  /** The front end of an API, by its id or its name. */
  readonly frontEnd: (api: string) => { readonly api: Api; readonly frontEnd: WebSocketFrontEnd } | undefined;
  readonly now: () => number;
}

/** WebSocket connections for the console: all that are open, and those whose client it is itself. */
export function consoleSockets({ connections, frontEnd, now }: SocketsOptions): ConsoleSockets {
  const own = new Set<string>();
  return {
    list: () => connections.all().map((connection) => described(connection, own, frontEnd)),
    async open(api, request) {
      const served = frontEnd(api);
      if (served === undefined) return { refused: 404 };
      const handshake = await served.frontEnd.connect(handshakeOf(request));
      if (!handshake.accepted) return { refused: handshake.response.statusCode };
      const { connection } = handshake;
      own.add(connection.id);
      served.frontEnd.opened(
        connection,
        silentTransport(() => own.delete(connection.id)),
      );
      return { id: connection.id };
    },
    sendAsClient(id, text) {
      const connection = connections.get(id);
      const served = connection && frontEnd(connection.apiId);
      if (connection === undefined || served === undefined) return false;
      served.frontEnd.message(connection, { text });
      return true;
    },
    sendAsServer(id, text) {
      const connection = connections.get(id);
      if (connection?.transport === undefined) return false;
      connection.transport.sendText(text);
      connection.lastActiveAt = now();
      return true;
    },
    close(id) {
      const connection = connections.get(id);
      const served = connection && frontEnd(connection.apiId);
      if (connection === undefined || served === undefined) return false;
      const { transport } = connection;
      served.frontEnd.closed(connection, NORMAL_CLOSURE, '');
      transport?.close(NORMAL_CLOSURE, '');
      return true;
    },
  };
}

const NORMAL_CLOSURE = 1000;

/** The headers that every handshake has; the console's client has no socket that would add them. */
function handshakeOf(request: SentRequest): SentRequest {
  const given = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const usual = [
    ['Connection', 'Upgrade'],
    ['Upgrade', 'websocket'],
    ['Sec-WebSocket-Version', '13'],
    ['Sec-WebSocket-Key', 'Z3ctZW11bGF0ZSBjb25zb2xlIQ=='],
  ] as const;
  return { ...request, headers: [...request.headers, ...usual.filter(([name]) => !given.has(name.toLowerCase()))] };
}

/** What is sent to the console's own clients is read from the record of sent messages. */
function silentTransport(closed: () => void): Transport {
  return { sendText: () => undefined, close: closed, holdBack: () => undefined, bufferedBytes: () => 0 };
}

function described(
  { id, apiId, connectedAt, lastActiveAt, identity, authorizer }: Connection,
  own: ReadonlySet<string>,
  frontEnd: SocketsOptions['frontEnd'],
): OpenConnection {
  const { sourceIp = '', userAgent } = identity;
  return {
    id,
    api: frontEnd(apiId)?.api.name ?? apiId,
    connectedAt,
    lastActiveAt,
    sourceIp,
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(authorizer === undefined ? {} : { authorizer }),
    own: own.has(id),
  };
}

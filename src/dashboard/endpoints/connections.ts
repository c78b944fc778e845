import type { Exchange } from '../../observability/exchange.ts';
import { type Endpoint, Refused, textMember } from '../endpoint.ts';
import { emptyRequest, readRequest } from '../replay.ts';
import type { ConsoleServices, OpenConnection } from '../services.ts';

export const connectionEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/_gw/connections',
    summary: 'Open WebSocket connections',
    answers: { connections: 'list' },
    handle: (_call, services) => ({
      connections: services.sockets.list().map((connection) => ({ ...connection, ...counts(connection, services) })),
    }),
  },
  {
    method: 'POST',
    path: '/_gw/connections',
    summary: 'Open a connection whose client is the console',
    body: { api: 'name of a WebSocket API', query: 'what follows the question mark', headers: 'list of [name, value]' },
    answers: { id: 'of the connection' },
    async handle({ body }, services) {
      const api = textMember(body, 'api');
      const served = services.apis().find(({ name, type }) => name === api && type === 'websocket');
      if (served === undefined) throw new Refused(404, `There is no WebSocket API "${api}".`);
      const url = new URL(served.url);
      const before = { ...emptyRequest(url.host), rawPath: url.pathname };
      const opened = await services.sockets.open(api, readRequest(body, before));
      if ('refused' in opened) throw new Refused(409, `The handshake was refused with status ${opened.refused}.`);
      return { id: opened.id };
    },
  },
  {
    method: 'GET',
    path: '/_gw/connections/{id}',
    summary: 'One connection, open or closed, with its messages in both directions',
    answers: { connection: 'null when it is closed', messages: 'list: at, direction, text' },
    handle({ variables }, services) {
      const id = variables['id'] ?? '';
      const connection = services.sockets.list().find((one) => one.id === id);
      const messages = transcript(id, services);
      if (connection === undefined && messages.length === 0)
        throw new Refused(404, `Nothing is known of a connection ${id}.`);
      return { connection: connection ?? null, messages };
    },
  },
  {
    method: 'POST',
    path: '/_gw/connections/{id}/messages',
    summary: 'Send a message as the client or as a server would',
    body: { from: 'client or server', text: 'the message' },
    answers: {},
    handle({ variables, body }, { sockets }) {
      const [from, text] = [textMember(body, 'from'), textMember(body, 'text')];
      if (from !== 'client' && from !== 'server') throw new Refused(400, '"from" is client or server.');
      const id = variables['id'] ?? '';
      const isSent = from === 'client' ? sockets.sendAsClient(id, text) : sockets.sendAsServer(id, text);
      if (!isSent) throw new Refused(410, `The connection ${id} is closed.`);
      return {};
    },
  },
  {
    method: 'DELETE',
    path: '/_gw/connections/{id}',
    summary: 'Close a connection as its client would',
    answers: {},
    handle({ variables }, { sockets }) {
      if (!sockets.close(variables['id'] ?? '')) throw new Refused(410, `The connection ${variables['id']} is closed.`);
      return {};
    },
  },
];

function counts({ id }: OpenConnection, { journal }: ConsoleServices): object {
  const received = journal.list().filter(({ method, connection }) => method === 'MESSAGE' && connection?.id === id);
  return { messagesIn: received.length, messagesOut: journal.sentTo(id).length };
}

function transcript(id: string, { journal }: ConsoleServices): object[] {
  const events = journal.list().filter(({ connection }) => connection?.id === id);
  const received = events.map(eventLine);
  const sent = journal.sentTo(id).map(({ at, text }) => ({ at, direction: 'out', text }));
  return [...received, ...sent].sort((one, other) => one.at - other.at);
}

function eventLine({ id, method, startedAt, statusCode, routeKey, target, message, reason }: Exchange) {
  const direction = method === 'MESSAGE' ? 'in' : method === 'CONNECT' ? 'connect' : 'disconnect';
  return { at: startedAt, direction, text: message ?? '', exchange: id, statusCode, routeKey, target, reason };
}

import type { Drill } from '../../drills/index.ts';
import { MAX_MESSAGE_BYTES } from '../../model/definition/limits.ts';
import { percentDecode } from '../../model/http/percent-decoding.ts';
import type { ClientRequest, ClientResponse } from '../../model/http/messages.ts';
import { DELETED } from '../call/close-codes.ts';
import type { CloseCause } from '../call/close-codes.ts';
import type { Connection } from '../call/connection.ts';
import type { Deployment } from '../call/deployment.ts';
import { sendText } from '../responses/send.ts';
import { isConnectionId } from './connection-id.ts';
import { readBody } from './read-body.ts';
import { failure, success } from './responses.ts';

/**
 * `@connections/{id}`: POST sends, GET describes, DELETE closes (docs/aws/websocket-api.md#connections-api). Any signature is taken, or none.
 * Checks go from what the request alone shows to what the store knows: method, id, size, connection; AWS does not say in which order it
 * looks.
 */
export async function handleConnections(
  request: ClientRequest,
  encodedId: string,
  deployment: Deployment,
  end: (connection: Connection, cause: CloseCause) => void,
  drill?: Drill,
): Promise<ClientResponse> {
  const { services, api } = deployment;
  const { ids, clock } = services;
  if (!METHODS.has(request.method) || encodedId === '') return failure('MissingAuthenticationToken', ids);
  if (!services.rate.take('@connections', undefined)) return failure('LimitExceeded', ids);
  const id = percentDecode(encodedId);
  if (!isConnectionId(id)) return failure('InvalidConnectionId', ids, id);
  const data = request.method === 'POST' ? await readBody(request.body, MAX_MESSAGE_BYTES) : null;
  if (data === 'too-long') return failure('PayloadTooLarge', ids);
  if (data === 'broken-off') return failure('BodyIncomplete', ids);

  if (drill?.isGone() === true) return failure('Gone', ids);
  const connection = services.connections.get(id);
  if (!connection || connection.apiId !== api.id) return failure('Gone', ids);
  if (data !== null) {
    // Outgoing frames are always text; bytes that are no UTF-8 arrive as replacement characters (unknown on AWS,
    // docs/aws/websocket-api.md#binary).
    const sent = sendText(connection, data.toString('utf8'), clock.now());
    if (sent === 'sent') return success(200, ids);
    return failure(sent === 'full' ? 'LimitExceeded' : 'Gone', ids);
  }
  if (request.method === 'GET') return success(200, ids, description(connection));
  end(connection, DELETED);
  return success(204, ids);
}

const METHODS = new Set(['POST', 'GET', 'DELETE']);

/**
 * GetConnection's answer: lower camel case, times in ISO 8601 with milliseconds, `userAgent` only when the client sent one
 * (docs/aws/websocket-api.md#connections-operations).
 */
function description(connection: Connection): Record<string, unknown> {
  const { sourceIp, userAgent } = connection.identity;
  return {
    connectedAt: new Date(connection.connectedAt).toISOString(),
    identity: { sourceIp, ...(userAgent === undefined ? {} : { userAgent }) },
    lastActiveAt: new Date(connection.lastActiveAt).toISOString(),
  };
}

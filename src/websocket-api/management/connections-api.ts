import type { Drill } from '../../drills/index.ts';
import { MAX_MESSAGE_BYTES } from '../../model/definition/limits.ts';
import { percentDecode } from '../../model/http/percent-decoding.ts';
import { type ClientRequest, type ClientResponse, firstHeader } from '../../model/http/messages.ts';
import { isForeignPage } from '../../model/http/requested-host.ts';
import type { CloseCause } from '../call/close-codes.ts';
import type { Connection } from '../call/connection.ts';
import type { Ids } from '../../model/base/ids.ts';
import type { Deployment } from '../call/deployment.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import type { ConnectionOperation, ConnectionOutcome } from '../../shared-state/contract.ts';
import type { Awaitable } from '../../traffic/contract.ts';
import { operate } from './operate.ts';
import { isConnectionId } from './connection-id.ts';
import { readBody } from './read-body.ts';
import { failure, success } from './responses.ts';

/**
 * `@connections/{id}`: POST sends, GET describes, DELETE closes (docs/aws/websocket-api.md#connections-api). Any signature is taken, or
 * none, except from a web page of another origin. Checks go from what the request alone shows to what the store knows: method, id, size, connection; AWS does not say in which order it
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
  const { ids } = services;
  if (!METHODS.has(request.method) || encodedId === '') return failure('MissingAuthenticationToken', ids);
  if (isUnsignedPage(request)) return failure('MissingAuthenticationToken', ids);
  const mayCall = tokenOf(deployment);
  if (mayCall !== true && !(await mayCall)) return failure('LimitExceeded', ids);
  const id = percentDecode(encodedId);
  if (!isConnectionId(id)) return failure('InvalidConnectionId', ids, id);
  const data = request.method === 'POST' ? await readBody(request.body, MAX_MESSAGE_BYTES) : null;
  if (data === 'too-long') return failure('PayloadTooLarge', ids);
  if (data === 'broken-off') return failure('BodyIncomplete', ids);

  if (drill?.isGone() === true) return failure('Gone', ids);
  const operation = operationOf(request.method, data);
  const here = operate(id, operation, deployment, end);
  if (here.outcome !== 'gone' || services.shared === undefined) return answerOf(here, ids);
  const elsewhere = await services.shared.ask(api.id, id, operation);
  return elsewhere === 'unreachable' ? failure('Unreachable', ids) : answerOf(elsewhere, ids);
}

/**
 * On AWS only signed requests get here. A page of another origin cannot send the header that a signature stands in without being asked to by
 * this API, which never does, so a request with one comes from elsewhere.
 */
function isUnsignedPage({ headers }: ClientRequest): boolean {
  if (firstHeader(headers, 'authorization') !== undefined) return false;
  const [host, origin] = ['host', 'origin'].map((name) => firstHeader(headers, name));
  return isForeignPage({ host, origin, 'sec-fetch-site': firstHeader(headers, 'sec-fetch-site') });
}

function operationOf(method: string, data: Buffer | null): ConnectionOperation {
  // Outgoing frames are always text; bytes that are no UTF-8 arrive as replacement characters (unknown on AWS,
  // docs/aws/websocket-api.md#binary).
  if (data !== null) return { kind: 'post', text: data.toString('utf8') };
  return { kind: method === 'GET' ? 'get' : 'delete' };
}

function answerOf(result: ConnectionOutcome, ids: Ids): ClientResponse {
  switch (result.outcome) {
    case 'sent':
      return success(200, ids);
    case 'described':
      return success(200, ids, result.description);
    case 'deleted':
      return success(204, ids);
    case 'full':
      return failure('LimitExceeded', ids);
    default:
      return failure('Gone', ids);
  }
}

/** A shared state that cannot be reached has no token either: the management API has one answer for both. */
function tokenOf({ services }: Deployment): Awaitable<boolean> {
  const taken = services.rate.take('@connections', undefined);
  if (typeof taken === 'boolean') return taken;
  return taken.catch((error: unknown) => {
    if (error instanceof GatewayError) return false;
    throw error;
  });
}

const METHODS = new Set(['POST', 'GET', 'DELETE']);

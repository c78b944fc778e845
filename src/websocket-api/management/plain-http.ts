import type { ClientRequest, ClientResponse } from '../../model/http/messages.ts';
import { firstHeader } from '../../model/http/messages.ts';
import type { CloseCause } from '../call/close-codes.ts';
import type { Connection } from '../call/connection.ts';
import type { Deployment } from '../call/deployment.ts';
import { addressOf } from '../routing/addressing.ts';
import { handleConnections } from './connections-api.ts';
import { failure } from './responses.ts';

/**
 * What comes to the API's port without an upgrade: `@connections`, or a request that AWS refuses (docs/aws/websocket-api.md#endpoints and
 * docs/aws/websocket-api.md#connections-api).
 */
export async function handlePlainHttp(
  request: ClientRequest,
  deployment: Deployment,
  end: (connection: Connection, cause: CloseCause) => void,
): Promise<ClientResponse> {
  const { services } = deployment;
  const startedAt = services.clock.now();
  const response = await answer(request, deployment, end);
  services.journal.add({
    id: firstHeader(response.headers, 'x-amzn-RequestId') ?? '',
    api: deployment.api.name,
    apiType: 'websocket',
    startedAt,
    durationMs: services.clock.now() - startedAt,
    method: request.method,
    path: request.rawPath,
    statusCode: response.statusCode,
    request,
    response,
  });
  return response;
}

async function answer(
  request: ClientRequest,
  deployment: Deployment,
  end: (connection: Connection, cause: CloseCause) => void,
): Promise<ClientResponse> {
  const { api, services, executeApiHost } = deployment;
  const address = addressOf(api, executeApiHost, firstHeader(request.headers, 'host') ?? '', request.rawPath);
  if (!address) return failure('Forbidden', services.ids);
  if (address.rest === '') return failure(request.method === 'GET' ? 'UpgradeRequired' : 'Forbidden', services.ids);
  const id = CONNECTIONS.exec(address.rest)?.[1];
  if (id !== undefined) return handleConnections(request, id.startsWith('/') ? id.slice(1) : id, deployment, end);
  if (address.mapped && STAGE_AND_CONNECTIONS.test(address.rest))
    return failure('NoMethod', services.ids, `${address.rest} for http method ${request.method}`);
  return failure('Forbidden', services.ids);
}

/** SDKs encode the `@` or leave it; the id is one segment. */
const CONNECTIONS = /^(?:@|%40)connections((?:\/[^/]*)?)$/;
const STAGE_AND_CONNECTIONS = /^[^/]+\/(?:@|%40)connections\//;

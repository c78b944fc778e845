import { type Drill, placeOf } from '../../drills/index.ts';
import type { ClientRequest, ClientResponse } from '../../model/http/messages.ts';
import { firstHeader } from '../../model/http/messages.ts';
import type { CloseCause } from '../call/close-codes.ts';
import type { Connection } from '../call/connection.ts';
import type { Deployment } from '../call/deployment.ts';
import { percentDecode } from '../../model/http/percent-decoding.ts';
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
  const drill = services.drills?.on === true ? drillOf(request, deployment) : undefined;
  const answered = await answer(request, deployment, end, drill);
  const response = drill?.answer(answered) ?? answered;
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
    ...(drill !== undefined && drill.notes.length > 0 ? { faults: drill.notes } : {}),
  });
  return response;
}

async function answer(
  request: ClientRequest,
  deployment: Deployment,
  end: (connection: Connection, cause: CloseCause) => void,
  drill: Drill | undefined,
): Promise<ClientResponse> {
  const { api, services, executeApiHost } = deployment;
  const address = addressOf(api, executeApiHost, request);
  if (!address) return failure('Forbidden', services.ids);
  if (address.rest === '') return failure(request.method === 'GET' ? 'UpgradeRequired' : 'Forbidden', services.ids);
  const id = connectionIn(address.rest);
  if (id !== undefined) return handleConnections(request, id, deployment, end, drill);
  if (address.mapped && STAGE_AND_CONNECTIONS.test(address.rest))
    return failure('NoMethod', services.ids, `${address.rest} for http method ${request.method}`);
  return failure('Forbidden', services.ids);
}

function drillOf(request: ClientRequest, { api, services, executeApiHost }: Deployment): Drill | undefined {
  const id = connectionIn(addressOf(api, executeApiHost, request)?.rest ?? '');
  const place = placeOf(api, undefined, request.method, id === undefined ? {} : { connectionId: percentDecode(id) });
  return services.drills?.begin(place);
}

function connectionIn(rest: string): string | undefined {
  const id = CONNECTIONS.exec(rest)?.[1];
  return id?.startsWith('/') === true ? id.slice(1) : id;
}

/** SDKs encode the `@` or leave it; the id is one segment. */
const CONNECTIONS = /^(?:@|%40)connections((?:\/[^/]*)?)$/;
const STAGE_AND_CONNECTIONS = /^[^/]+\/(?:@|%40)connections\//;

import { compileHttpApi } from '../../http-api/index.ts';
import { LocalHosts } from '../../lambda/index.ts';
import type { Api } from '../../model/definition/api.ts';
import { systemClock } from '../../model/base/clock.ts';
import { randomIds } from '../../model/base/ids.ts';
import type { ClientRequest } from '../../model/http/messages.ts';
import type { Model } from '../../model/definition/model.ts';
import { compileRestApi } from '../../rest-api/index.ts';
import { compileFunctionUrl, urlHostName } from '../../server/function-url/index.ts';
import { type EmulatorConfig, modelFromObject } from '../../sources/config/index.ts';
import { compileWebSocketApi } from '../../websocket-api/index.ts';
import type { WebSocketFrontEnd } from '../../websocket-api/index.ts';
import { LastingServices } from '../lasting-services.ts';
import { awsHostNames } from '../apis/urls.ts';
import { EventRecorder } from './recorder.ts';
import type { SampleKind, SampleRequest } from './contract.ts';
import { SAMPLE_KINDS } from './sample-kinds.ts';
import type { SampleKindName } from './sample-kinds.ts';

/**
 * The event that a function receives for a request, made by the very front ends that serve: an API of that kind is compiled, the request handled,
 * and what Lambda would be called with is kept. Rejects with `Error` when the request does not reach the function (a route that does not match).
 */
export async function sampleEvent(kindName: SampleKindName, request: SampleRequest): Promise<unknown> {
  const kind: SampleKind = SAMPLE_KINDS[kindName];
  const { model, problems } = await modelFromObject(
    {
      functions: { handler: { inline: 'exports.handler = 0;' }, authorize: { inline: 'exports.handler = 0;' } },
      // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- TypeScript refuses the object without it
      apis: { sample: kind.api(request) } as NonNullable<EmulatorConfig['apis']>,
    },
    process.cwd(),
  );
  const [api] = model?.apis ?? [];
  if (!model || !api) throw new Error(problems.map(({ message }) => message).join('\n'));
  const recorder = new EventRecorder();
  const lasting = new LastingServices({
    lambda: recorder,
    localHosts: new LocalHosts(),
    localIssuer: undefined,
    environment: {},
    clock: systemClock,
    observer: {},
  });
  try {
    await send(kind, request, api, model, lasting, recorder);
  } finally {
    await lasting.close();
  }
  const event = recorder.events.get(kind.receives);
  if (event === undefined)
    throw new Error(`${request.method} ${request.path} does not reach the route ${request.route}`);
  return event;
}

async function send(
  kind: SampleKind,
  request: SampleRequest,
  api: Api,
  model: Model,
  lasting: LastingServices,
  recorder: EventRecorder,
): Promise<void> {
  if (kind.sends === 'function-url') {
    const { region, accountId } = model;
    const services = { region, accountId, lambda: recorder, credentials: [], clock: systemClock, ids: randomIds };
    const url = { port: 0, invokeMode: 'BUFFERED', auth: 'NONE' } as const;
    const frontEnd = compileFunctionUrl('handler', url, { ...services, journal: lasting.journal });
    await frontEnd.handle(clientRequest(request, urlHostName('handler', region), ''));
    return;
  }
  const [host = ''] = awsHostNames(api, model.region);
  const client = clientRequest(request, host, api.stage.name === '$default' ? '' : `/${api.stage.name}`);
  if (api.type === 'websocket')
    return converse(kind, request, client, compileWebSocketApi(api, lasting.servicesFor(api, model)));
  const services = lasting.servicesFor(api, model);
  const frontEnd = api.type === 'http' ? compileHttpApi(api, services) : compileRestApi(api, services);
  await frontEnd.handle(client);
}

/** A client that connects, says something and leaves, as far as the sample goes. */
async function converse(
  kind: SampleKind,
  request: SampleRequest,
  client: ClientRequest,
  frontEnd: WebSocketFrontEnd,
): Promise<void> {
  const handshake = await frontEnd.connect({ ...client, method: 'GET', body: null });
  if (!handshake.accepted || kind.sends === 'connect') return;
  const { connection } = handshake;
  frontEnd.opened(connection, { sendText: nothing, close: nothing, holdBack: nothing, bufferedBytes: () => 0 });
  if (kind.sends === 'message') frontEnd.message(connection, { text: request.body ?? '' });
  else frontEnd.closed(connection, 1000, '');
  // Messages and closes are handled on their own; all that they wait for here are promises.
  await new Promise((resolve) => setImmediate(resolve));
  connection.cancelDeadline?.();
}

function nothing(): void {
  // There is no listener.
}

function clientRequest(request: SampleRequest, host: string, stagePath: string): ClientRequest {
  const [path = '/', ...query] = request.path.split('?');
  return {
    method: request.method,
    rawPath: `${stagePath}${path}`,
    rawQuery: query.join('?'),
    headers: [['Host', host], ...request.headers],
    body: request.body === undefined ? null : Buffer.from(request.body),
    sourceIp: '127.0.0.1',
  };
}

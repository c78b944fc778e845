import type { Integration, IntegrationResponse } from '../../../src/model/definition/integration.ts';
import type { WebSocketApiServices } from '../../../src/websocket-api/index.ts';
import { EmulatedApi } from '../emulated-api.ts';
import { integration, sampleApi } from '../sample-api.ts';

/** The error frame of the first message. */
export function frame(message: string): string {
  return `{"message": "${message}", "connectionId":"id0000000000001=", "requestId":"id0000000000003="}`;
}

/** An integration response; without a pattern the default one. */
export function response(
  selectionPattern: string | undefined,
  over: Partial<IntegrationResponse> = {},
): IntegrationResponse {
  return {
    ...(selectionPattern === undefined ? {} : { selectionPattern }),
    statusCode: '200',
    responseParameters: {},
    responseTemplates: {},
    ...over,
  };
}

/** What a client gets who says this to a two-way route with this integration. */
export async function reply(
  over: readonly [Integration['type'], Partial<Integration>],
  message: unknown,
  services: Partial<WebSocketApiServices> = {},
  handlers: Record<string, (event: unknown) => unknown> = {},
) {
  const api = new EmulatedApi(
    sampleApi({ $default: { integration: integration(...over), routeResponse: true } }),
    handlers,
    services,
  );
  const client = await api.open();
  await api.say(client, message);
  return { received: client.received, api };
}

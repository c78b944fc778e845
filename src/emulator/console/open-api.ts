import type { Model } from '../../model/definition/model.ts';

/** An API of the model as an OpenAPI document; `undefined` for WebSocket APIs, which have none, and unknown names. */
export async function consoleOpenApi(model: Model, name: string): Promise<unknown> {
  const api = model.apis.find((candidate) => candidate.name === name);
  if (api === undefined || api.type === 'websocket') return undefined;
  const { exportHttpApi, exportRestApi } = await import('../../sources/openapi/index.ts');
  const place = { region: model.region, accountId: model.accountId };
  return api.type === 'http' ? exportHttpApi(api, place) : exportRestApi(api, 'oas30', place);
}

import type { ApiModels } from '../model/api.ts';
import type { WebSocketRoute } from '../model/websocket-api.ts';

export type MessageModel = (body: string) => readonly string[];

export function compileMessageModel(_route: WebSocketRoute, _models: ApiModels): MessageModel | undefined {
  return undefined;
}

import type { HeaderList } from '../../model/http/messages.ts';
import type { SampleRequest } from './contract.ts';
import type { SampleKindName } from './sample-kinds.ts';

/** What is asked of a sample event, as `gw-emulate event KIND` takes it. */
export interface SampleWish {
  readonly kind: string;
  /** GET, or POST with a body. */
  readonly method?: string;
  /** With its query, without the stage: `/orders/7?full=1`. */
  readonly path?: string;
  /** `Name: value`, as curl's `-H` takes them. */
  readonly headers?: readonly string[];
  /** Body, or a WebSocket message. */
  readonly body?: string;
  /** `GET /orders/{id}`, or `/orders/{id}`; a WebSocket route key. The path itself unless given. */
  readonly route?: string;
}

/** The request of a sample: what was asked for, and what every client sends. */
export function sampleRequest(command: SampleWish, kind: SampleKindName): SampleRequest {
  const isWebSocket = kind.includes('websocket');
  const { body = kind === 'websocket-message' ? '{"action":"sendMessage","text":"hello"}' : undefined } = command;
  const method = (command.method ?? (body === undefined || isWebSocket ? 'GET' : 'POST')).toUpperCase();
  const path = pathOf(command.path, isWebSocket);
  return {
    method,
    path,
    headers: headersOf(command, kind),
    body,
    route: routeOf(command.route, method, path, isWebSocket),
  };
}

function pathOf(path: string | undefined, isWebSocket: boolean): string {
  if (path === undefined) return isWebSocket ? '' : '/hello?name=world';
  return path.startsWith('/') || (isWebSocket && path.startsWith('?')) ? path : `/${path}`;
}

function routeOf(route: string | undefined, method: string, path: string, isWebSocket: boolean): string {
  if (isWebSocket) return route ?? 'sendMessage';
  if (route === undefined) return `${method} ${path.split('?')[0]}`;
  return route.startsWith('/') ? `${method} ${route}` : route;
}

/** What every client sends, unless it was given. */
function headersOf({ headers = [], body }: SampleWish, kind: SampleKindName): HeaderList {
  const isWebSocket = kind.includes('websocket');
  const given = headers.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const;
  });
  const usual: HeaderList = [
    ['Accept', '*/*'],
    ['User-Agent', 'gw-emulate'],
    ...(kind.startsWith('authorizer') ? [['Authorization', 'Bearer sample-token'] as const] : []),
    ...(body === undefined || isWebSocket ? [] : [['Content-Type', 'application/json'] as const]),
    ...(isWebSocket ? WEBSOCKET_HEADERS : []),
  ];
  const names = new Set(given.map(([name]) => name.toLowerCase()));
  return [...usual.filter(([name]) => !names.has(name.toLowerCase())), ...given];
}

const WEBSOCKET_HEADERS: HeaderList = [
  ['Connection', 'Upgrade'],
  ['Upgrade', 'websocket'],
  ['Sec-WebSocket-Key', 'c2FtcGxlLWtleS1zYW1wbA=='],
  ['Sec-WebSocket-Version', '13'],
];

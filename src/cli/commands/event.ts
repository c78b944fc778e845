import type { HeaderList } from '../../model/http/messages.ts';
import type { SampleRequest } from '../../emulator/samples/contract.ts';
import { sampleEvent } from '../../emulator/samples/sample-event.ts';
import { SAMPLE_KINDS, type SampleKindName } from '../../emulator/samples/sample-kinds.ts';
import { isTriggerKind, TRIGGER_EVENTS } from '../../emulator/samples/trigger-events.ts';
import { systemClock } from '../../model/base/clock.ts';
import type { Io } from '../io.ts';
import { printFailure } from '../print/failure.ts';

/** What `gw-emulate event KIND` was asked for. */
export interface EventCommand {
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

/** `gw-emulate event KIND`: prints the event that a function would receive for a request. Exit code 2 for an unknown kind or an invalid header. */
export async function runEvent(command: EventCommand, io: Io): Promise<number> {
  if (isTriggerKind(command.kind)) {
    const { body } = command;
    const event = TRIGGER_EVENTS[command.kind].event({ now: systemClock.now(), ...(body !== undefined && { body }) });
    io.stdout(`${JSON.stringify(event, null, 2)}\n`);
    return 0;
  }
  if (!isKind(command.kind)) {
    printFailure(io, `"${command.kind}" is not a kind of event. Known:\n${kindsText()}`);
    return 2;
  }
  const malformed = command.headers?.find((header) => !header.includes(':'));
  if (malformed !== undefined) {
    printFailure(io, `"${malformed}" is not a header: write it as "Name: value".`);
    return 2;
  }
  try {
    const event = await sampleEvent(command.kind, requestOf(command, command.kind));
    io.stdout(`${JSON.stringify(event, null, 2)}\n`);
    return 0;
  } catch (error) {
    printFailure(io, (error as Error).message);
    return 1;
  }
}

/** Every kind and what it is, one a line, for help texts. */
export function kindsText(): string {
  return Object.entries({ ...SAMPLE_KINDS, ...TRIGGER_EVENTS })
    .map(([name, { says }]) => `  ${name.padEnd(22)}${says}`)
    .join('\n');
}

function isKind(text: string): text is SampleKindName {
  return Object.hasOwn(SAMPLE_KINDS, text);
}

function requestOf(command: EventCommand, kind: SampleKindName): SampleRequest {
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
function headersOf({ headers = [], body }: EventCommand, kind: SampleKindName): HeaderList {
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

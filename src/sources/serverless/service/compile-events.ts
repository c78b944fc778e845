import { nearest } from '../../problems/nearest.ts';
import { compileHttpApi } from '../http-api/compile-http-api.ts';
import { type HttpApiEvent, readHttpApiEvent } from '../http-api/http-api-event.ts';
import { compileRestApi } from '../rest-api/compile-rest-api.ts';
import { type HttpEvent, readHttpEvent } from '../rest-api/http-event.ts';
import { TRIGGERS } from '../triggers/index.ts';
import {
  compileWebsocketApi,
  readWebsocketEvent,
  type WebsocketEvent,
} from '../websocket-api/compile-websocket-api.ts';
import type { Part } from './part.ts';
import type { Service, ServiceFunction } from './service.ts';

const API_EVENTS = ['http', 'httpApi', 'websocket'];
const EVENTS = [...API_EVENTS, ...Object.keys(TRIGGERS)];

/** Turns the events of all functions into APIs and triggers. */
export function compileEvents(service: Service): void {
  const http: HttpEvent[] = [];
  const httpApi: HttpApiEvent[] = [];
  const websocket: WebsocketEvent[] = [];
  for (const fn of service.functions.values()) {
    const counts = new Map<string, number>();
    for (const [type, part] of eventsOf(fn)) {
      const number = (counts.get(type) ?? 0) + 1;
      counts.set(type, number);
      if (type === 'http') http.push(...present(readHttpEvent(fn, part)));
      else if (type === 'httpApi') httpApi.push(...present(readHttpApiEvent(fn, part)));
      else if (type === 'websocket') websocket.push(...present(readWebsocketEvent(fn, part)));
      else if (Object.hasOwn(TRIGGERS, type)) TRIGGERS[type]?.({ service, fn, type, part, number });
      else sayUnknown(service, type, part);
    }
  }
  compileRestApi(service, http);
  compileHttpApi(service, httpApi);
  compileWebsocketApi(service, websocket);
}

function present<Event>(event: Event | undefined): Event[] {
  return event === undefined ? [] : [event];
}

/** The events of a function by type: `- http: GET /a`, or a type alone (`- alexaSkill`). */
function eventsOf({ part }: ServiceFunction): readonly (readonly [string, Part])[] {
  const events = part.get('events');
  if (!events.isListOrMissing('a list of events')) return [];
  return events.items.flatMap((event) => {
    if (typeof event.value === 'string') return event.isUnresolved ? [] : [[event.value, event] as const];
    if (!event.isMapOrMissing('an event, such as "http: GET /orders"')) return [];
    const empty = event.entries.find(([type, value]) => EVENTS.includes(type) && !value.exists);
    if (empty === undefined) return event.entries;
    sayEmpty(empty[0], empty[1], event);
    return [];
  });
}

/** `- http:` with its settings beside it, not below it, is YAML's most common trap. */
function sayEmpty(type: string, value: Part, event: Part): void {
  if (value.isUnresolved) return;
  const others = event.keys.filter((key) => key !== type);
  const hint = others.length > 0 ? `Indent ${others.join(', ')} further, below ${type}:.` : undefined;
  value.keyError(`${value.name} is empty`, hint);
}

function sayUnknown({ plugins }: Service, type: string, part: Part): void {
  const near = nearest(type, EVENTS);
  const unknown = `${part.name}: there is no event "${type}"`;
  const hint = near === undefined ? undefined : `Did you mean "${near}"?`;
  // A plugin may bring any event: it is not served, and nothing is wrong.
  if (plugins.length === 0) part.keyError(unknown, hint);
  else part.warning(`${unknown}; it is not served`, hint);
}

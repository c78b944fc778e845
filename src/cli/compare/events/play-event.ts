import type { Emulator } from '../../../emulator/contract.ts';
import type { WebSocketClient } from '../../../emulator/testing/web-socket-client.ts';
import { isJsonObject } from '../../../model/base/json.ts';
import type { Api } from '../../../model/definition/api.ts';
import { firstHeader, type HeaderList } from '../../../model/http/messages.ts';
import { REDACTED } from '../../../model/secrets/redact.ts';
import type { DescribedRequest } from '../../../recording/events/event-request.ts';
import type { RecordedEvent } from '../../../recording/events/recorded-event.ts';
import { type Allowed, type CapturedEvent, CapturedEvents } from './captured-events.ts';
import { localTarget } from './local-target.ts';

/** What became of an event that was played: the local one, or a sentence why there is none. */
export type PlayedEvent = { readonly captured: CapturedEvent; readonly stage: string } | { readonly failure: string };

/** Plays what recorded events describe against an emulator whose functions only keep their events. */
export class EventPlayer {
  readonly #emulator: Emulator;
  readonly #captured: CapturedEvents;
  readonly #wanted: readonly string[];
  readonly #headers: HeaderList;
  /** Deployed connection id -> the local client in its place. */
  readonly #clients = new Map<string, WebSocketClient>();

  /** `wanted`: names of the APIs that stand in; any where it is empty. `headers` replace those of the events. */
  constructor(emulator: Emulator, wanted: readonly string[], headers: HeaderList) {
    this.#emulator = emulator;
    this.#wanted = wanted;
    this.#headers = headers;
    this.#captured = new CapturedEvents(emulator);
  }

  async play(described: DescribedRequest, recorded: RecordedEvent): Promise<PlayedEvent> {
    const target = localTarget(this.#emulator.model, described, this.#wanted, recorded.function);
    if (typeof target === 'string') return { failure: target };
    await this.#emulator.reset({ caches: true, throttles: true, quotas: true });
    const api = 'api' in target ? target.api : undefined;
    this.#captured.begin(allowedBy(recorded.event));
    const headers = headersOf(this.#sent(described, recorded, api));
    const refused =
      api?.type === 'websocket'
        ? await this.#onConnection(api, described, headers)
        : await this.#request('functionUrl' in target ? target.functionUrl : target.api.name, described, headers);
    if (refused !== undefined) return { failure: refused };
    const captured = await this.#captured.next(described.isAuthorizer);
    if (captured === undefined)
      return { failure: `no local ${described.isAuthorizer ? 'authorizer' : 'function'} was called for it` };
    return { captured, stage: api?.stage.name ?? '$default' };
  }

  /** Why the request came to no function; `undefined` where it did. */
  async #request(
    name: string,
    described: DescribedRequest,
    headers: Record<string, string[]>,
  ): Promise<string | undefined> {
    const { method, path, body, isAuthorizer } = described;
    const response = await this.#emulator.inject(name, {
      method,
      path,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    if (isAuthorizer || response.statusCode === 200) return undefined;
    const isCalled = response.statusCode < 400;
    return isCalled
      ? undefined
      : `the local API "${name}" answered ${response.statusCode} before a function was called: ${response.body.slice(0, 200)}`;
  }

  async #onConnection(
    api: Api,
    described: DescribedRequest,
    headers: Record<string, string[]>,
  ): Promise<string | undefined> {
    const { kind, path, connectionId = '', body, closeCode } = described;
    const query = queryOf(path);
    try {
      const known = this.#clients.get(connectionId);
      if (kind === 'connect' || known === undefined) {
        const client = await this.#emulator.connect(api.name, { headers, query });
        this.#clients.set(connectionId, client);
        if (kind === 'connect') return undefined;
        this.#captured.begin({ principalId: 'user', context: {} });
      }
      const client = this.#clients.get(connectionId);
      if (kind === 'message') client?.send(body?.toString('utf8') ?? '');
      else await client?.close(closeCode !== undefined && (closeCode === 1000 || closeCode >= 3000) ? closeCode : 1000);
      return undefined;
    } catch (error) {
      // The authorizer has got its event although the connection was refused afterwards.
      return described.isAuthorizer ? undefined : `the local API "${api.name}": ${(error as Error).message}`;
    }
  }

  #sent({ headers, token: shown }: DescribedRequest, { event }: RecordedEvent, api: Api | undefined): HeaderList {
    const given = [...this.#headers];
    const has = (name: string): boolean => firstHeader(given, name) !== undefined;
    const [key] = api === undefined || api.type === 'http' ? [] : api.apiKeys.filter(({ enabled }) => enabled);
    if (!has('x-api-key') && key !== undefined && firstHeader(headers, 'x-api-key') === REDACTED)
      given.push(['x-api-key', key.value]);
    const token = has('authorization') ? undefined : this.#tokenFor(event, api);
    if (token !== undefined) given.push(['authorization', `Bearer ${token}`]);
    if (shown !== undefined) given.push(...tokenHeaders(api).map((name): [string, string] => [name, shown]));
    const host = hostOf(event);
    const names = given.map(([name]) => name.toLowerCase());
    const kept = headers.filter(([name]) => !names.includes(name.toLowerCase()));
    return [...(host === undefined || api?.type === 'websocket' ? [] : [['Host', host] as const]), ...kept, ...given];
  }

  /** A token of the local issuer with the claims that the event shows, where the API trusts that issuer. */
  #tokenFor(event: RecordedEvent['event'], api: Api | undefined): string | undefined {
    const { authorizer } = contextOf(event);
    const jwt = isJsonObject(authorizer) && isJsonObject(authorizer['jwt']) ? authorizer['jwt'] : authorizer;
    const claims = isJsonObject(jwt) ? jwt['claims'] : undefined;
    const local = Object.values(api?.authorizers ?? {}).find(
      (one) =>
        (one.type === 'jwt' && one.issuer === 'local') || (one.type === 'cognito' && one.userPools.includes('local')),
    );
    if (local === undefined || !isJsonObject(claims)) return undefined;
    const own = Object.entries(claims).filter(
      ([name]) => !/^(?:iss|aud|client_id|exp|iat|nbf|auth_time|token_use)$/.test(name),
    );
    const audience = local.type === 'jwt' ? { audience: local.audience } : {};
    const { sub } = claims;
    return this.#emulator.token({
      subject: typeof sub === 'string' ? sub : 'user',
      claims: Object.fromEntries(own),
      ...audience,
    });
  }
}

/** Names of the headers in which the TOKEN authorizers of an API look for their tokens. */
function tokenHeaders(api: Api | undefined): string[] {
  const sources = Object.values(api?.authorizers ?? {}).flatMap((one) =>
    one.type === 'token' ? [one.identitySource] : [],
  );
  return [...new Set(sources.map((source) => source.replace(/^method\.request\.header\./, '')))];
}

function contextOf(event: RecordedEvent['event']): Readonly<Record<string, unknown>> {
  return isJsonObject(event['requestContext']) ? event['requestContext'] : {};
}

/** Host names are those of the deployment, so that the header is the same in both events. */
function hostOf(event: RecordedEvent['event']): string | undefined {
  const headers = isJsonObject(event['headers']) ? Object.entries(event['headers']) : [];
  const value = headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
  return typeof value === 'string' ? value : undefined;
}

/** What the authorizer of the deployed API returned: payload format 2.0 keeps it apart, others have it among their own members. */
function allowedBy(event: RecordedEvent['event']): Allowed {
  const { authorizer } = contextOf(event);
  if (!isJsonObject(authorizer)) return { principalId: 'user', context: {} };
  if (isJsonObject(authorizer['lambda'])) return { principalId: 'user', context: authorizer['lambda'] };
  const { principalId, integrationLatency: _latency, claims: _claims, ...context } = authorizer;
  return { principalId: typeof principalId === 'string' ? principalId : 'user', context };
}

function headersOf(list: HeaderList): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (const [name, value] of list) headers[name] = [...(headers[name] ?? []), value];
  return headers;
}

function queryOf(path: string): Record<string, string[]> {
  const query: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(path.split('?')[1] ?? ''))
    query[name] = [...(query[name] ?? []), value];
  return query;
}

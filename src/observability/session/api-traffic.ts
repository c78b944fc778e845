import type { Api } from '../../model/definition/api.ts';
import type { GatewayErrorType } from '../../model/http/gateway-error.ts';
import { connectionMinutes, httpRequestUnits, messageUnits, restRequestUnits } from '../cost/metering.ts';
import type { Exchange, SentMessage } from '../exchange.ts';
import { MinuteSeries } from '../metrics/minute-series.ts';

/**
 * What API Gateway does not charge: who may not pass, who has no key, who is throttled, and what no route takes
 * (docs/aws/metrics-and-pricing.md#34-what-is-not-charged).
 */
const NOT_CHARGED: ReadonlySet<GatewayErrorType> = new Set([
  'UNAUTHORIZED',
  'ACCESS_DENIED',
  'AUTHORIZER_FAILURE',
  'AUTHORIZER_CONFIGURATION_ERROR',
  'INVALID_API_KEY',
  'INVALID_SIGNATURE',
  'EXPIRED_TOKEN',
  'THROTTLED',
  'QUOTA_EXCEEDED',
  'MISSING_AUTHENTICATION_TOKEN',
  'NOT_FOUND',
  'FORBIDDEN',
  'WAF_FILTERED',
] satisfies GatewayErrorType[]);

/** What one API has done in this session: CloudWatch's counters by route, and what AWS would charge for. */
export class ApiTraffic {
  readonly api: Api;
  readonly routes = new Map<string, RouteTraffic>();
  chargedUnits = 0;
  requests = 0;
  charged = 0;
  bytesOut = 0;
  connectionMinutes = 0;
  readonly #open = new Map<string, number>();

  constructor(api: Api) {
    this.api = api;
  }

  add(exchange: Exchange): void {
    const { routeKey = '', failure, responseBytes = 0 } = exchange;
    let route = this.routes.get(routeKey);
    if (route === undefined) this.routes.set(routeKey, (route = new RouteTraffic()));
    route.add(exchange);
    this.requests += 1;
    this.bytesOut += responseBytes;
    if (exchange.apiType === 'websocket') this.#connection(exchange);
    if (failure !== undefined && NOT_CHARGED.has(failure)) return;
    const units = unitsOf(exchange);
    if (units === 0) return;
    this.charged += 1;
    this.chargedUnits += units;
  }

  sent({ at, text }: SentMessage): void {
    const bytes = Buffer.byteLength(text);
    this.chargedUnits += messageUnits(bytes);
    this.charged += 1;
    this.bytesOut += bytes;
    let route = this.routes.get('');
    if (route === undefined) this.routes.set('', (route = new RouteTraffic()));
    route.messages.add(at, 1);
  }

  /** Minutes of all connections so far, those that are still open among them. */
  minutesUntil(now: number): number {
    let minutes = this.connectionMinutes;
    for (const since of this.#open.values()) minutes += connectionMinutes(now - since);
    return minutes;
  }

  #connection({ method, statusCode, connection, startedAt }: Exchange): void {
    if (connection === undefined) return;
    if (method === 'CONNECT' && statusCode < 300) this.#open.set(connection.id, connection.connectedAt);
    if (method !== 'DISCONNECT') return;
    this.#open.delete(connection.id);
    this.connectionMinutes += connectionMinutes(startedAt - connection.connectedAt);
  }
}

/** CloudWatch's samples of one route. How many requests there were is the number of samples of `latency`; WebSocket APIs have none. */
export class RouteTraffic {
  /** Requests, or events of a WebSocket API. */
  count = 0;
  readonly clientErrors = new MinuteSeries();
  readonly serverErrors = new MinuteSeries();
  readonly latency = new MinuteSeries();
  readonly integrationLatency = new MinuteSeries();
  readonly cacheHits = new MinuteSeries();
  readonly cacheMisses = new MinuteSeries();
  readonly bytes = new MinuteSeries();
  /** WebSocket: messages in either direction, handshakes that reached the integration, and three kinds of failure. */
  readonly messages = new MinuteSeries();
  readonly connects = new MinuteSeries();
  readonly integrationErrors = new MinuteSeries();
  readonly executionErrors = new MinuteSeries();

  add(exchange: Exchange): void {
    const { startedAt, statusCode, integrationMs, apiType } = exchange;
    this.count += 1;
    if (integrationMs !== undefined) this.integrationLatency.add(startedAt, integrationMs);
    if (apiType === 'websocket') return this.#addEvent(exchange);
    if (statusCode >= 400) (statusCode >= 500 ? this.serverErrors : this.clientErrors).add(startedAt, 1);
    this.latency.add(startedAt, exchange.durationMs);
    if (exchange.cache !== undefined) {
      this.cacheHits.add(startedAt, exchange.cache === 'hit' ? 1 : 0);
      this.cacheMisses.add(startedAt, exchange.cache === 'hit' ? 0 : 1);
    }
    const { request, responseBytes = 0 } = exchange;
    if (apiType === 'http') this.bytes.add(startedAt, responseBytes + (request?.body === null ? 0 : bodySize(request)));
  }

  /** Handshakes that were refused before their integration are no `ConnectCount` (docs/aws/metrics-and-pricing.md#13-websocket). */
  #addEvent({ startedAt, method, failure, statusCode, integrationMs, target }: Exchange): void {
    if (method === 'MESSAGE') this.messages.add(startedAt, 1);
    if (method === 'CONNECT' && failure === undefined) this.connects.add(startedAt, 1);
    if (failure === undefined && statusCode >= 400) this.integrationErrors.add(startedAt, 1);
    if (failure === undefined) return;
    const reachedIntegration = integrationMs !== undefined || target !== undefined;
    (reachedIntegration ? this.executionErrors : this.clientErrors).add(startedAt, 1);
  }
}

function unitsOf({ apiType, method, request, responseBytes = 0, message, response }: Exchange): number {
  if (apiType === 'http') return httpRequestUnits(bodySize(request) + responseBytes);
  if (apiType === 'rest') return response?.body === null ? restRequestUnits(responseBytes) : 1;
  return method === 'MESSAGE' ? messageUnits(Buffer.byteLength(message ?? '')) : 0;
}

function bodySize(request: Exchange['request']): number {
  return Buffer.isBuffer(request?.body) ? request.body.length : 0;
}

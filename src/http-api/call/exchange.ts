import type { Authorization } from '../../authorizers/contract.ts';
import type { Drill } from '../../drills/index.ts';
import { fail } from '../../model/base/errors.ts';
import type { StageTrace } from '../../observability/stage-trace.ts';
import type { GatewayError } from '../../model/http/gateway-error.ts';
import type { InvocationResult } from '../../model/lambda/invocation.ts';
import type { ClientRequest, HeaderList } from '../../model/http/messages.ts';
import { parseQuery } from '../../model/http/query-string.ts';
import type { QueryPairs } from '../../model/http/query-string.ts';
import type { Address } from '../routing/addressing.ts';
import type { Deployment } from './deployment.ts';
import type { Fault } from './fault.ts';
import type { IntegrationResult } from './results.ts';
import { foldHeaders, traceHeader } from './request-headers.ts';
import type { Route } from './route.ts';
import type { RouteMatch } from '../routing/routes.ts';
import type { TextMap } from '../routing/text-map.ts';

const NOBODY: Authorization = {};

/** One request on its way through the pipeline. Stages fill the next part, or throw a `GatewayError`. */
export class HttpExchange {
  readonly deployment: Deployment;
  /** The body becomes a Buffer once it was read. */
  client: ClientRequest;
  readonly startedAt: number;
  readonly requestId: string;
  /**
   * What integrations see of the headers: lower-case names, repeats joined, the gateway's own added. Content-Length is missing until a
   * body of unknown length was read.
   */
  readonly headers: TextMap;
  readonly cookie: string | undefined;
  readonly headerValueBytes: number;
  authorization: Authorization = NOBODY;
  result: IntegrationResult | undefined;
  failure: GatewayError | undefined;
  /** What became of the failure. */
  fault: Fault | undefined;
  /** CORS headers of the gateway's own answer to a preflight request, in place of those of an actual response. */
  preflightHeaders: HeaderList | undefined;
  trace: StageTrace | undefined;
  /** What drills do to it, while there are any. */
  drill: Drill | undefined;
  /** Facts about the call, for access log and journal. */
  readonly call: CallFacts = {};
  /** What was sent to the client, once it was. */
  sent: SentResponse | undefined;
  #address: Address | undefined;
  #match: RouteMatch<Route> | undefined;
  #query: QueryPairs | undefined;

  constructor(client: ClientRequest, deployment: Deployment) {
    const { clock, ids } = deployment.services;
    this.client = client;
    this.deployment = deployment;
    this.startedAt = clock.now();
    this.requestId = ids.extended();
    const folded = foldHeaders(client.headers);
    this.cookie = folded.cookie;
    this.headerValueBytes = folded.valueBytes;
    this.headers = addGatewayHeaders(folded.map, client, () => ids.traceRoot(this.startedAt));
  }

  get traceHeader(): string {
    return this.headers['x-amzn-trace-id'] ?? '';
  }

  /** Decoded query parameters, read when first asked for. */
  get query(): QueryPairs {
    return (this.#query ??= parseQuery(this.client.rawQuery));
  }

  get address(): Address {
    if (this.#address) return this.#address;
    throw fail('PIPELINE_OUT_OF_ORDER', 'locateStage', 'the address');
  }

  set address(address: Address) {
    this.#address = address;
  }

  get match(): RouteMatch<Route> {
    if (this.#match) return this.#match;
    throw fail('PIPELINE_OUT_OF_ORDER', 'matchRoute', 'the route');
  }

  set match(match: RouteMatch<Route>) {
    this.#match = match;
  }

  /** The chosen route where one was, for those who come after a refusal. */
  get route(): Route | undefined {
    return this.#match?.route;
  }

  /** The address where one was found, likewise. */
  get foundAddress(): Address | undefined {
    return this.#address;
  }
}

export interface CallFacts {
  /** The event that a function received. */
  event?: unknown;
  invocation?: InvocationResult;
  /** `errorMessage` of a function that failed. */
  functionError?: string;
  /** Milliseconds between asking and answer. */
  latencyMs?: number;
  /** Status of the Lambda service or the backend. */
  serviceStatus?: number;
  requestId?: string;
  /** `x-amz-id-2` of an AWS service. */
  requestId2?: string;
}

export interface SentResponse {
  readonly statusCode: number;
  /** Bytes of the body. */
  readonly responseLength: number;
  readonly durationMs: number;
}

/**
 * docs/aws/http-api.md#request-headers. The caller's X-Forwarded-For is kept in front of the peer's address; proto and port are the
 * gateway's own.
 */
function addGatewayHeaders(map: TextMap, client: ClientRequest, makeRoot: () => string): TextMap {
  const length = client.body === null ? '0' : Buffer.isBuffer(client.body) ? String(client.body.length) : undefined;
  if (length !== undefined) map['content-length'] = length;
  const forwardedFor = map['x-forwarded-for'];
  map['x-forwarded-for'] = forwardedFor === undefined ? client.sourceIp : `${forwardedFor}, ${client.sourceIp}`;
  map['x-forwarded-port'] = '443';
  map['x-forwarded-proto'] = 'https';
  map['x-amzn-trace-id'] = traceHeader(map['x-amzn-trace-id'], makeRoot());
  return map;
}

import type { Authorization } from '../../authorizers/contract.ts';
import type { Drill } from '../../drills/index.ts';
import type { OverrideMaps, TemplateParameters } from '../../mapping/template-variables/index.ts';
import { firstHeader } from '../../model/http/messages.ts';
import type { ClientRequest } from '../../model/http/messages.ts';
import type { GatewayErrorType } from '../../model/http/gateway-error.ts';
import type { InvocationResult } from '../../model/lambda/invocation.ts';
import type { MappingStep } from '../../observability/mapping-step.ts';
import type { StageTrace } from '../../observability/stage-trace.ts';
import type { Deployment } from './deployment.ts';
import type { ExecutionLog } from './execution-log.ts';
import type { Fault } from './fault.ts';
import type { MatchedMethod } from './matched-method.ts';
import { parseQueryString } from './query-string.ts';
import type { QueryParameters } from './query-string.ts';
import { RequestHeaders } from './request-headers.ts';
import type { RequestTarget } from '../routing/request-target.ts';
import type { RouteMatch } from '../routing/routes.ts';
import { traceHeaderFor } from './trace-header.ts';

const EMPTY = Buffer.alloc(0);

/** One request on its way through the pipeline: what came in, and what each stage has found out so far. */
export class Call {
  readonly startedAt: number;
  readonly requestId: string;
  /** Unique id in the journal; same as `requestId` unless the client supplied one. */
  readonly exchangeId: string;
  /** The client wanted an id of its own that is not an UUID. */
  readonly hasInvalidRequestId: boolean;
  readonly extendedRequestId: string;
  /** The verb that is routed: the client's, or that of `X-HTTP-Method-Override` (docs/aws/rest-api.md#url-and-parameter-rules). */
  readonly httpMethod: string;
  /** The stage's variables, for canary requests with the canary's on top. */
  readonly stageVariables: Readonly<Record<string, string>>;
  /** Whether the canary takes this request; `undefined` on a stage without one. */
  readonly canary: boolean | undefined;

  target: RequestTarget;
  route: RouteMatch<MatchedMethod> | undefined;
  /** The body as it came, which a signature covers; empty when there is none. */
  sentBody: Buffer = EMPTY;
  /** Decoded from its Content-Encoding; empty when there is none. */
  body: Buffer = EMPTY;
  authorization: Authorization = {};
  apiKey: { readonly id: string; readonly value: string } | undefined;
  /** `$context.requestOverride` and `$context.responseOverride`, from the first template on. */
  overrides: OverrideMaps | undefined;
  /** What templates see of the call, made when the first of them looks. */
  templateView: TemplateView | undefined;
  log: ExecutionLog | undefined;
  trace: StageTrace | undefined;
  /** What drills do to it, while there are any. */
  drill: Drill | undefined;
  readonly facts: CallFacts = {};

  #headers: RequestHeaders | undefined;
  #query: QueryParameters | undefined;
  #traceHeader: string | undefined;

  constructor(
    readonly deployment: Deployment,
    public client: ClientRequest,
    canary: boolean | undefined,
  ) {
    const { services, api } = deployment;
    this.startedAt = services.clock.now();
    this.exchangeId = services.ids.uuid();
    // A client may choose the request's id, which must be a UUID (docs/aws/rest-api.md#context-variables).
    const wantedId = firstHeader(client.headers, 'x-amzn-requestid');
    this.hasInvalidRequestId = wantedId !== undefined && !UUID.test(wantedId);
    this.requestId = this.hasInvalidRequestId ? this.exchangeId : (wantedId ?? this.exchangeId);
    this.extendedRequestId = services.ids.extended();
    this.httpMethod = firstHeader(client.headers, 'x-http-method-override')?.toUpperCase() ?? client.method;
    this.canary = canary;
    this.stageVariables = canary ? deployment.canaryVariables : api.stage.variables;
    this.target = { fullPath: client.rawPath, eventPath: client.rawPath, resourcePath: client.rawPath };
  }

  /** Created on first use; MOCK integrations never send it. */
  get traceHeader(): string {
    this.#traceHeader ??= traceHeaderFor(
      firstHeader(this.client.headers, 'x-amzn-trace-id'),
      this.deployment.services.ids,
      this.startedAt,
    );
    return this.#traceHeader;
  }

  get headers(): RequestHeaders {
    this.#headers ??= new RequestHeaders(
      this.client.headers,
      this.#lowersHeaderNames,
      this.client.httpVersion === '2.0',
    );
    return this.#headers;
  }

  get #lowersHeaderNames(): boolean {
    const { arrival } = this.client;
    if (arrival === undefined) return this.deployment.lowersHeaderNames;
    return arrival.by === 'domain' && arrival.hasDeepMappings;
  }

  get query(): QueryParameters {
    this.#query ??= parseQueryString(this.client.rawQuery);
    return this.#query;
  }
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** A call for which the resource tree has named a method. */
export type RoutedCall = Call & { readonly route: RouteMatch<MatchedMethod> };

/** `$input.params()` and `$context` as the templates of one call share them. */
export interface TemplateView {
  readonly parameters: TemplateParameters;
  readonly context: Readonly<Record<string, unknown>>;
}

/** What logs and the journal want to know; each field is set when it is known. */
export interface CallFacts {
  /** Milliseconds that the backend took. */
  integrationLatency?: number;
  integrationStartedAt?: number;
  /** Milliseconds from the start of the call to the backend until the first byte of a streamed body. */
  timeToFirstContent?: number;
  /** Status of the call to the backend; for Lambda that of the service, not the function's own. */
  integrationStatus?: number;
  /** Lambda proxy: the status that the function's code returned. */
  functionStatus?: number;
  integrationRequestId?: string;
  integrationError?: string;
  streamed?: boolean;
  /** Milliseconds, status and message of the authorizer's decision; absent on open methods. */
  authorizerLatency?: number;
  authorizerStatus?: number;
  authorizerError?: string;
  event?: unknown;
  result?: InvocationResult;
  fault?: Fault;
  failure?: GatewayErrorType;
  cache?: 'hit' | 'miss';
  mappings?: MappingStep[];
  /** Why the gateway refused or failed, for the developer. */
  reason?: string;
  statusCode?: number;
  /** Bytes of the response's body that were sent. */
  responseLength?: number;
}

import type { Call, RoutedCall } from '../call/call.ts';
import type { IntegrationResult, MethodResponse } from '../call/results.ts';
import type { CompiledApi } from '../deployment/compiled-api.ts';
import type { CompiledMethod } from '../deployment/compile-method.ts';
import type { PreparedRequest } from '../integrations/contract.ts';
import { fail } from '../../model/base/errors.ts';
import type { ClientResponse } from '../../model/http/messages.ts';

/** A call with the method that answers it. */
export interface MatchedCall {
  readonly call: RoutedCall;
  readonly method: CompiledMethod;
}

/** How one call uses the stage's cache. */
export interface CacheUse {
  readonly key: string;
  readonly ttlMs: number;
  /** The answer comes from the cache, so that there is nothing to keep. */
  readonly isHit: boolean;
  /** The caller asked for a fresh answer, may not, and learns it from a header. */
  readonly isWarned: boolean;
}

/** A call on its way through the stages, with what they hand on to each other. */
export class Passage {
  readonly api: CompiledApi;
  readonly call: Call;
  /** Absent where the method is not cached. */
  cacheUse: CacheUse | undefined;
  /** Set by the stage that has an answer, which ends the way in. */
  response: MethodResponse | undefined;
  #matched: MatchedCall | undefined;
  #request: PreparedRequest | undefined;
  #result: IntegrationResult | undefined;
  #clientResponse: ClientResponse | undefined;

  constructor(api: CompiledApi, call: Call, matched?: MatchedCall) {
    this.api = api;
    this.call = call;
    this.#matched = matched;
  }

  get matched(): MatchedCall {
    return this.#matched ?? tooEarly('matchRoute', 'the method');
  }

  set matched(matched: MatchedCall) {
    this.#matched = matched;
  }

  /** The integration's request, ready to be sent. */
  get request(): PreparedRequest {
    return this.#request ?? tooEarly('mapIntegrationRequest', 'the request');
  }

  set request(request: PreparedRequest) {
    this.#request = request;
  }

  /** What the integration answered. */
  get result(): IntegrationResult {
    return this.#result ?? tooEarly('invokeIntegration', 'the result');
  }

  set result(result: IntegrationResult) {
    this.#result = result;
  }

  /** What the client is sent. */
  get clientResponse(): ClientResponse {
    return this.#clientResponse ?? tooEarly('mapMethodResponse', 'the response');
  }

  set clientResponse(response: ClientResponse) {
    this.#clientResponse = response;
  }
}

function tooEarly(stage: string, missing: string): never {
  throw fail('PIPELINE_OUT_OF_ORDER', stage, missing);
}

import type { Api, ApiType } from '../../model/definition/api.ts';

/**
 * In what the three kinds of API differ about their Lambda authorizers (docs/aws/http-api.md#lambda-authorizers,
 * docs/aws/rest-api.md#authorization, docs/aws/websocket-api.md#authorization).
 */
export interface LambdaRules {
  /** The function's error `Unauthorized`, to the letter, is a 401. HTTP APIs make a 500 of it like of any other. */
  readonly unauthorizedIs401: boolean;
  /** A missing identity source is a 401 even where nothing is cached. REST APIs then call the function with what there is. */
  readonly sourcesAlwaysRequired: boolean;
  /** Milliseconds; documented for HTTP APIs (10 s). For the others the function's own timeout ends it, or that of integrations. */
  readonly timeoutMs: number;
  /** Context values may be texts, numbers and booleans alone. */
  readonly flatContext: boolean;
  /** Bytes that the answer may have. */
  readonly maxAnswerBytes: number;
}

const RULES: Readonly<Record<ApiType, LambdaRules>> = {
  http: {
    unauthorizedIs401: false,
    sourcesAlwaysRequired: true,
    timeoutMs: 10_000,
    flatContext: false,
    maxAnswerBytes: Infinity,
  },
  rest: {
    unauthorizedIs401: true,
    sourcesAlwaysRequired: false,
    timeoutMs: 30_000,
    flatContext: true,
    maxAnswerBytes: Infinity,
  },
  websocket: {
    unauthorizedIs401: true,
    sourcesAlwaysRequired: true,
    timeoutMs: 30_000,
    flatContext: true,
    maxAnswerBytes: 8192,
  },
};

export function lambdaRules(api: Api): LambdaRules {
  return RULES[api.type];
}

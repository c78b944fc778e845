import type { Position } from '../../../model/base/position.ts';

/** An API as `/_gw/apis` describes it. */
export interface ApiFacts {
  readonly name: string;
  readonly id: string;
  readonly type: string;
  readonly stage: string;
  readonly url: string;
  readonly source: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly routes: readonly RouteFacts[];
  readonly models: Readonly<Record<string, { readonly contentType: string; readonly schema: string }>>;
}

export interface RouteFacts {
  readonly routeKey: string;
  readonly target: string;
  readonly integration?: string;
  readonly authorizer: string;
  readonly scopes: readonly string[];
  readonly apiKeyRequired: boolean;
  readonly requestModels: Readonly<Record<string, string>>;
  readonly requestParameters: Readonly<Record<string, string>>;
  readonly requestTemplates: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly position?: Position;
  readonly count: number;
  readonly errors: number;
  readonly latency: { readonly p50: number; readonly p99: number } | null;
}

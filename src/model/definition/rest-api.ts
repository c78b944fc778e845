import type { ApiCommon, ApiModels } from './api-common.ts';
import type { Authorizer, PolicyDocument, RouteAuthorization } from './authorizer.ts';
import type { GatewayResponseType } from './gateway-response-types.ts';
import type { Integration } from './integration.ts';
import type { Position } from '../base/position.ts';
import type { Throttle } from './stage.ts';

export interface RestApi extends ApiCommon {
  readonly type: 'rest';
  readonly methods: readonly RestMethod[];
  readonly authorizers: Readonly<Record<string, Authorizer>>;
  readonly models: ApiModels;
  readonly gatewayResponses: Readonly<Partial<Record<GatewayResponseType, GatewayResponse>>>;
  readonly binaryMediaTypes: readonly string[];
  /** Bytes; absent means responses are never compressed. */
  readonly minimumCompressionSize?: number;
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
  /** Resource policy. */
  readonly policy?: PolicyDocument;
  readonly endpointType: 'REGIONAL' | 'EDGE' | 'PRIVATE';
  readonly apiKeys: readonly ApiKey[];
  readonly usagePlans: readonly UsagePlan[];
  /** Key `{path}/{VERB}` (`/pets/GET`), or `*&#47;*` for the stage's default. */
  readonly methodSettings: Readonly<Record<string, MethodSettings>>;
  readonly cacheCluster: boolean;
  /** GB, as API Gateway spells it: `0.5`, `1.6`, `118`. Decides what the cache costs. */
  readonly cacheClusterSize?: string;
  readonly canary?: Canary;
  /** `OFF` unless execution logs are asked for. */
  readonly executionLog: 'OFF' | 'ERROR' | 'INFO';
}

export interface RestMethod {
  /** Resource path: `/pets/{id}`, `/{proxy+}`. */
  readonly path: string;
  /** `GET` … or `ANY`. */
  readonly httpMethod: string;
  /** Six lower-case letters and digits, derived from the path: `requestContext.resourceId`. */
  readonly resourceId: string;
  readonly authorization: RouteAuthorization;
  readonly apiKeyRequired: boolean;
  /** `method.request.{path,querystring,header}.X` -> required. */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  /** Media type (or `$default`) -> model name. */
  readonly requestModels: Readonly<Record<string, string>>;
  readonly requestValidator?: { readonly validateRequestBody: boolean; readonly validateRequestParameters: boolean };
  readonly operationName?: string;
  readonly integration: Integration;
  /** Status code -> declared headers (`method.response.header.X` -> required) and models. */
  readonly methodResponses: Readonly<Record<string, MethodResponse>>;
  readonly declaredAt?: Position;
}

export interface MethodResponse {
  readonly responseParameters: Readonly<Record<string, boolean>>;
  readonly responseModels: Readonly<Record<string, string>>;
}

export interface GatewayResponse {
  readonly statusCode?: number;
  /** `gatewayresponse.header.X` -> source. */
  readonly responseParameters: Readonly<Record<string, string>>;
  /** Media type -> text with simple substitution, no VTL. */
  readonly responseTemplates: Readonly<Record<string, string>>;
}

export interface ApiKey {
  readonly name: string;
  /** Ten lower-case letters and digits: `identity.apiKeyId`. */
  readonly id: string;
  /** 20 to 128 characters. */
  readonly value: string;
  readonly enabled: boolean;
}

export interface UsagePlan {
  readonly name: string;
  readonly id: string;
  /** Names of API keys. */
  readonly apiKeys: readonly string[];
  readonly throttle?: Throttle;
  readonly quota?: { readonly limit: number; readonly offset: number; readonly period: 'DAY' | 'WEEK' | 'MONTH' };
  /** `/pets/GET` -> throttle for each key on that method. */
  readonly methodThrottles: Readonly<Record<string, Throttle>>;
}

export interface MethodSettings {
  readonly throttle?: Throttle;
  readonly cachingEnabled?: boolean;
  /** Seconds, 0 to 3600; 300 unless set. */
  readonly cacheTtlInSeconds?: number;
  readonly requireAuthorizationForCacheControl?: boolean;
  readonly unauthorizedCacheControlHeaderStrategy?:
    | 'FAIL_WITH_403'
    | 'SUCCEED_WITH_RESPONSE_HEADER'
    | 'SUCCEED_WITHOUT_RESPONSE_HEADER';
  readonly loggingLevel?: 'OFF' | 'ERROR' | 'INFO';
  readonly dataTraceEnabled?: boolean;
}

export interface Canary {
  /** 0 to 100. */
  readonly percentTraffic: number;
  readonly stageVariableOverrides: Readonly<Record<string, string>>;
  readonly useStageCache: boolean;
}

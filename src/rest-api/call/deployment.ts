import type { RestApi } from '../../model/definition/rest-api.ts';
import type { AccessLogger } from '../logs/access-log.ts';
import type { CompiledMethod } from '../deployment/compile-method.ts';
import type { GatewayResponses } from '../responses/gateway-responses.ts';
import type { BinaryMediaTypes } from './media-types.ts';
import type { ResponseCache } from '../responses/response-cache.ts';
import type { Routes } from '../routing/routes.ts';
import type { RestApiServices } from './services.ts';

/** An API as it is served: everything that can be worked out before the first request. */
export interface Deployment {
  readonly api: RestApi;
  readonly services: RestApiServices;
  /** `{apiId}.execute-api.{region}.amazonaws.com`. */
  readonly executeApiHost: string;
  /** The custom domain's, or the execute-api host. */
  readonly domainName: string;
  /** First label of the domain name. */
  readonly domainPrefix: string;
  /** Mapped to several levels of a custom domain's path: the API sees every header name in lower case (rest-api 1.4). */
  readonly lowersHeaderNames: boolean;
  readonly routes: Routes<CompiledMethod>;
  readonly binaryMediaTypes: BinaryMediaTypes;
  readonly gatewayResponses: GatewayResponses;
  /** Stage variables with the canary's overrides on top. */
  readonly canaryVariables: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch as `$context.requestTime` has them. */
  requestTime(milliseconds: number): string;
  readonly cache: ResponseCache | undefined;
  readonly accessLog: AccessLogger | undefined;
  /** Calls come from TestInvokeMethod: no endpoint adds headers to them, and there is no deployment. */
  readonly isTest: boolean;
}

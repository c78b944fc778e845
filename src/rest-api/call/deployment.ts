import type { RestApi } from '../../model/definition/rest-api.ts';
import type { BinaryMediaTypes } from './media-types.ts';
import type { RestApiServices } from './services.ts';

/** The facts about a deployed API that a call carries along; what is compiled of it is in `CompiledApi`. */
export interface Deployment {
  readonly api: RestApi;
  readonly services: RestApiServices;
  /** `{apiId}.execute-api.{region}.amazonaws.com`. */
  readonly executeApiHost: string;
  /** The custom domain's, or the execute-api host. */
  readonly domainName: string;
  /** First label of the domain name. */
  readonly domainPrefix: string;
  /**
   * Mapped to several levels of a custom domain's path: the API sees every header name in lower case
   * (docs/aws/rest-api.md#url-and-parameter-rules).
   */
  readonly lowersHeaderNames: boolean;
  readonly binaryMediaTypes: BinaryMediaTypes;
  /** Stage variables with the canary's overrides on top. */
  readonly canaryVariables: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch as `$context.requestTime` has them. */
  requestTime(milliseconds: number): string;
  /** Calls come from TestInvokeMethod: no endpoint adds headers to them, and there is no deployment. */
  readonly isTest: boolean;
}

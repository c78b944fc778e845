import type { Position } from '../base/position.ts';

/** Where a call goes. The fields are those of `x-amazon-apigateway-integration`, whichever source they came from. */
export interface Integration {
  readonly type: 'AWS_PROXY' | 'AWS' | 'HTTP' | 'HTTP_PROXY' | 'MOCK';
  /** HTTP APIs: `EventBridge-PutEvents` and so on. */
  readonly integrationSubtype?: string;
  /** Set when the target is a Lambda function. Both parts may hold `${stageVariables.x}`. */
  readonly lambda?: LambdaTarget;
  /** Set when the target is another AWS service (`AWS` in REST and WebSocket APIs). */
  readonly service?: ServiceTarget;
  /** As written: an http(s) URL for `HTTP` and `HTTP_PROXY`, else an ARN. */
  readonly uri?: string;
  /** The backend's method; absent or `ANY` keeps the client's. */
  readonly httpMethod?: string;
  readonly payloadFormatVersion?: '1.0' | '2.0';
  readonly timeoutInMillis: number;
  readonly connectionType?: 'INTERNET' | 'VPC_LINK';
  readonly connectionId?: string;
  /** REST: ARN of the load balancer behind a VPC link V2; the stage is then part of the path that is sent. */
  readonly integrationTarget?: string;
  readonly credentials?: string;
  /** REST and WebSocket: `integration.request.header.X` -> source. HTTP APIs: `append:header.X` -> value, or a service's parameters. */
  readonly requestParameters: Readonly<Record<string, string>>;
  /** Media type (or WebSocket template key) -> template. */
  readonly requestTemplates: Readonly<Record<string, string>>;
  /** WebSocket APIs. */
  readonly templateSelectionExpression?: string;
  readonly passthroughBehavior: 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';
  readonly contentHandling?: 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';
  readonly cacheNamespace?: string;
  readonly cacheKeyParameters: readonly string[];
  /** REST and WebSocket APIs, non-proxy types, in the order of the source. */
  readonly responses: readonly IntegrationResponse[];
  /** HTTP APIs: status code -> `append:header.X` -> value. */
  readonly responseParameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly tlsConfig?: { readonly insecureSkipVerification?: boolean; readonly serverNameToVerify?: string };
  readonly responseTransferMode: 'BUFFERED' | 'STREAM';
  readonly declaredAt?: Position;
}

export interface LambdaTarget {
  readonly functionName: string;
  /** Alias or version. */
  readonly qualifier?: string;
}

/** `arn:aws:apigateway:{region}:{subdomain.}{service}:action/{Action}` or `…:path/{path}`. */
export interface ServiceTarget {
  readonly region: string;
  readonly service: string;
  readonly subdomain?: string;
  readonly action?: string;
  readonly path?: string;
}

export interface IntegrationResponse {
  /** REST: a Java regular expression. WebSocket: the key without its slashes. Absent for the default response. */
  readonly selectionPattern?: string;
  readonly statusCode: string;
  /** `method.response.header.X` -> source. */
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
  readonly contentHandling?: 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';
  /** WebSocket APIs. */
  readonly templateSelectionExpression?: string;
}

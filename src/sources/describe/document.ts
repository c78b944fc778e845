import type { CorsConfiguration } from '../../model/definition/http-api.ts';
import type { NotRun } from '../aws-resources/resources.ts';

/** The kinds of input. */
export type SourceKind = 'sam' | 'cloudformation' | 'serverless' | 'cdk' | 'terraform' | 'config' | 'openapi';

/** What `gw-emulate describe --json` prints: what is served, in AWS's terms. A key that would be default, empty, false or unknown is absent. */
export interface Description {
  readonly source: SourceKind;
  readonly apis: readonly DescribedApi[];
  readonly usagePlans?: readonly DescribedUsagePlan[];
  readonly apiKeys?: readonly DescribedApiKey[];
  readonly functions: readonly DescribedFunction[];
  /** What invokes functions besides APIs; nothing of it fires here. */
  readonly triggers?: readonly DescribedTrigger[];
  readonly notRun?: readonly Omit<NotRun, 'declaredAt'>[];
}

export interface DescribedTrigger {
  readonly id: string;
  /** `sqs`, `schedule`, `s3` … */
  readonly kind: string;
  /** Id of the function. */
  readonly function: string;
  readonly source?: string;
}

export interface DescribedApi {
  readonly id: string;
  readonly apiId: string;
  /** Absent where the source names it nowhere. */
  readonly name?: string;
  readonly kind: 'http' | 'rest' | 'websocket';
  readonly stages: readonly DescribedStage[];
  readonly routes: readonly DescribedRoute[];
  readonly authorizers?: readonly DescribedAuthorizer[];
  readonly cors?: Partial<CorsConfiguration>;
  readonly binaryMediaTypes?: readonly string[];
  readonly minimumCompressionSize?: number;
  readonly models?: readonly string[];
  readonly gatewayResponses?: readonly string[];
  readonly policy?: true;
  readonly securityPolicy?: string;
  readonly routeSelection?: string;
  readonly domains?: readonly DescribedDomain[];
}

export interface DescribedStage {
  readonly name: string;
  readonly variables?: Readonly<Record<string, string>>;
}

export interface DescribedDomain {
  readonly domain: string;
  readonly basePath?: string;
}

export interface DescribedRoute {
  /** `GET /pets/{id}`, `$default`. */
  readonly key: string;
  readonly operation?: string;
  readonly target?: DescribedTarget;
  readonly payloadFormat?: '1.0' | '2.0';
  /** The authorizer's name, or `IAM`. */
  readonly authorizer?: string;
  readonly scopes?: readonly string[];
  readonly apiKeyRequired?: true;
  readonly validator?: { readonly body?: true; readonly parameters?: true };
  /** `querystring.q`: required parameters but for those of the path. */
  readonly required?: readonly string[];
  readonly models?: Readonly<Record<string, string>>;
  /** Milliseconds; absent where it is AWS's default. */
  readonly timeout?: number;
  readonly connectionType?: 'VPC_LINK';
  readonly stream?: true;
  readonly routeResponse?: true;
}

export type DescribedTarget =
  | { readonly type: 'lambda'; readonly function: string; readonly qualifier?: string; readonly proxy?: false }
  | { readonly type: 'http'; readonly uri: string; readonly method?: string; readonly proxy?: false }
  | { readonly type: 'mock'; readonly corsHeaders?: Readonly<Record<string, string>> }
  | { readonly type: 'aws'; readonly uri?: string; readonly subtype?: string };

export interface DescribedAuthorizer {
  readonly name: string;
  readonly type: 'token' | 'request' | 'cognito' | 'jwt';
  readonly identitySource?: readonly string[];
  readonly ttl?: number;
  readonly function?: string;
  readonly identityValidation?: string;
  readonly payloadFormat?: '1.0' | '2.0';
  readonly simpleResponses?: true;
  readonly issuer?: string;
  readonly audience?: readonly string[];
  readonly userPools?: readonly string[];
}

export interface DescribedUsagePlan {
  readonly id: string;
  /** `Api/Prod`. */
  readonly stages?: readonly string[];
  readonly apiKeys?: readonly string[];
  readonly throttle?: { readonly rate?: number; readonly burst?: number };
  readonly quota?: { readonly limit: number; readonly period: 'DAY' | 'WEEK' | 'MONTH'; readonly offset?: number };
}

export interface DescribedApiKey {
  readonly id: string;
  readonly name?: string;
  readonly value?: string;
}

export interface DescribedFunction {
  readonly id: string;
  readonly name: string;
  readonly runtime?: string;
  readonly handler?: string;
  readonly code: DescribedCode;
  /** Seconds; a text where the number is not known. */
  readonly timeout: number | string;
  /** MB; a text where the number is not known. */
  readonly memory: number | string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly layers?: readonly string[];
  readonly url?: {
    readonly auth: 'NONE' | 'AWS_IAM';
    readonly invokeMode?: 'RESPONSE_STREAM';
    readonly cors?: Partial<CorsConfiguration>;
  };
}

/** `path` is relative to the folder of the input. */
export type DescribedCode =
  | { readonly path: string }
  | { readonly inline: true }
  | { readonly image: true }
  | { readonly s3: string };

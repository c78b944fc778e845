import type { Api } from '../../model/definition/api.ts';
import type { LambdaFunction } from '../../model/definition/function.ts';
import type {
  DescribedApiKey,
  DescribedCode,
  DescribedDomain,
  DescribedStage,
  DescribedUsagePlan,
  SourceKind,
} from './document.ts';
import type { DescribedTrigger } from './document.ts';
import type { NotRun } from '../aws-resources/resources.ts';

/** A definition with what only its source knows of it. */
export interface Describable {
  readonly source: SourceKind;
  readonly apis: readonly DescribableApi[];
  readonly functions: readonly DescribableFunction[];
  /** Functions that are named and not part of the input. */
  readonly foreign: readonly { readonly name: string; readonly arn: string }[];
  readonly usagePlans: readonly DescribedUsagePlan[];
  readonly apiKeys: readonly DescribedApiKey[];
  readonly notRun: readonly NotRun[];
  /** What invokes functions besides APIs. */
  readonly triggers?: readonly DescribedTrigger[];
  /** Names of the unknown values. */
  readonly unknown?: readonly string[];
}

export interface DescribableApi {
  readonly id: string;
  readonly apiId: string;
  readonly title: string | undefined;
  /** As a WebSocket API's source has it. */
  readonly routeSelection?: string | undefined;
  readonly definition: Api;
  readonly stages: readonly { readonly stage: DescribedStage }[];
  readonly domains: readonly (DescribedDomain & { readonly isPrivate?: boolean })[];
}

export interface DescribableFunction {
  readonly id: string;
  readonly definition: LambdaFunction;
  readonly described: {
    readonly code: DescribedCode;
    readonly environment: Readonly<Record<string, string>>;
    readonly layers: readonly string[];
    /** Names of the unknown values. */
    readonly timeout?: string;
    readonly memory?: string;
  };
}

import type { Api } from '../../../model/definition/api.ts';
import type { RoutingMode, RoutingRule } from '../../../model/definition/domain.ts';
import type { Stage } from '../../../model/definition/stage.ts';
import type { DescribedApiKey, DescribedDomain, DescribedUsagePlan } from '../../describe/document.ts';
import type { DescribableFunction } from '../../describe/describable.ts';
import type { NotRun } from '../resources.ts';
import type { ForeignFunction } from './functions/function-names.ts';
import type { Trigger } from './functions/triggers.ts';

/** One API of the input with all of its stages; what the stages share is the same object in each. */
export interface BuiltApi {
  readonly id: string;
  readonly apiId: string;
  /** What AWS shows: `Name`, or the title of its document. */
  readonly title: string | undefined;
  /** As a WebSocket API's source has it. */
  readonly routeSelection?: string | undefined;
  /** The definition as the first stage has it; without a stage AWS serves nothing. */
  readonly definition: Api;
  readonly stages: readonly BuiltStage[];
  readonly domains: readonly BuiltDomain[];
}

export interface BuiltDomain extends DescribedDomain {
  /** The stage of the mapping, where it names one. */
  readonly stage?: string;
  /** On AWS it is reached from inside a VPC only: served here as any other, and not described as a name of the API. */
  readonly isPrivate?: boolean;
}

/** A custom domain name, and what chooses an API behind it beside the mappings that the APIs have. */
export interface BuiltDomainName {
  /** In lower case. */
  readonly name: string;
  readonly routingMode: RoutingMode;
  readonly rules: readonly BuiltRoutingRule[];
}

export interface BuiltRoutingRule extends RoutingRule {
  /** The stage that the rule names; the API's first one where it names none. `api` is the API's id. */
  readonly stage?: string;
}

export interface BuiltStage {
  readonly stage: Stage;
  /** Of this stage; its port is not yet known. */
  readonly definition: Api;
}

/** What the records of an input mean. */
export interface BuiltDefinition {
  readonly region: string;
  readonly accountId: string;
  readonly root: string;
  readonly apis: readonly BuiltApi[];
  readonly domainNames: readonly BuiltDomainName[];
  readonly functions: readonly DescribableFunction[];
  /** Functions that are named and not part of the input. */
  readonly foreign: readonly ForeignFunction[];
  readonly usagePlans: readonly DescribedUsagePlan[];
  readonly apiKeys: readonly DescribedApiKey[];
  readonly triggers: readonly Trigger[];
  /** Names of the unknown values, as `values:` calls them; those of parameters are plain words. */
  readonly unknown: readonly string[];
  readonly notRun: readonly NotRun[];
}

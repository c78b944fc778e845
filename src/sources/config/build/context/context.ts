import type { TextChecks } from '../../../problems/text-checks.ts';

/** What the builders of all parts know. Names are those in the document, whether what they name could be read or not. */
export interface BuildContext {
  /** Folder of the configuration file, absolute. */
  readonly root: string;
  readonly region: string;
  readonly accountId: string;
  readonly functions: readonly string[];
  readonly vpcLinks: readonly string[];
  readonly checks: TextChecks;
}

/** What the builders of one API's parts know besides. */
export interface ApiContext extends BuildContext {
  readonly kind: 'http' | 'rest' | 'websocket';
  readonly stageVariables: Readonly<Record<string, string>>;
  /** Name -> type, where the type could be read. */
  readonly authorizers: ReadonlyMap<string, string | undefined>;
  readonly models: readonly string[];
  /** Of routes that name no authorizer: the API's own `authorizer:` and `scopes:`. */
  readonly defaultAuthorizer?: { readonly authorizer: string; readonly scopes?: readonly string[] };
}

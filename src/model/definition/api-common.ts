import type { Position } from '../base/position.ts';
import type { CustomDomain, Stage } from './stage.ts';

/** What every kind of API has. */
export interface ApiCommon {
  /** The user's name for it; unique among the APIs. */
  readonly name: string;
  /** What the source calls it, where the configuration gives it another name: both find it. */
  readonly key?: string;
  /** What AWS shows, where that is not the name: `Name` of a template's API, the title of an OpenAPI document. */
  readonly title?: string;
  /** Ten lower-case letters and digits, the same at every start. */
  readonly id: string;
  /** Port to listen on; 0 takes a free one. */
  readonly port: number;
  readonly stage: Stage;
  readonly customDomain?: CustomDomain;
  readonly disableExecuteApiEndpoint: boolean;
  /** Mutual TLS: PEM file (absolute path) of the certificates that clients' certificates may come from. HTTP and REST APIs. */
  readonly truststore?: string;
  /** `TLS_1_2`, `SecurityPolicy_…`; shown, without a meaning on this machine. REST APIs. */
  readonly securityPolicy?: string;
  readonly declaredAt?: Position;
}

/** JSON Schema draft 4 by model name. */
export type ApiModels = Readonly<Record<string, ApiModel>>;

export interface ApiModel {
  readonly contentType: string;
  /** JSON text. */
  readonly schema: string;
  /** The import of a document made it for a schema that has no name. */
  readonly isGenerated?: boolean;
}

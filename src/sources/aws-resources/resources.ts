import type { BuildSettings } from '../../model/definition/function.ts';
import type { Position } from '../../model/base/position.ts';
import type { ResourceType } from './resource-types.ts';
import type { Values } from './shape/field.ts';
import type { resourceTypes } from './types/index.ts';

/** A step into a record's fields: field names as in the table, keys of maps as written, indexes of lists. */
export type FieldPath = readonly (string | number)[];

/**
 * One AWS resource, resolved: values are plain, and a reference to another record is that record's `id`. Members are named as in the AWS
 * API; every one may be missing.
 */
export type AwsResource<Type extends ResourceType = ResourceType> = Type extends ResourceType
  ? Values<(typeof resourceTypes)[Type]> & ResourceFacts<Type>
  : never;

export interface ResourceFacts<Type extends ResourceType = ResourceType> {
  readonly resourceType: Type;
  /** What it is called in the input: logical id, `Nested/LogicalId`, Terraform address. Unique among all records. */
  readonly id: string;
  /** What AWS calls it: `Ref` of an API is its ten-character id, of a function its name. */
  readonly physicalId: string;
  /** Absolute folder that relative paths in it mean. */
  readonly folder: string;
  readonly declaredAt?: Position;
  /** Where a field was written; of the record itself where the field was not. */
  readonly at: (path: FieldPath, side?: 'key' | 'value') => Position | undefined;
  /** A scalar as it stands in the input: `2.0`. */
  readonly sourceOf: (path: FieldPath) => string | undefined;
  /** Fields that hold a value which cannot be known here, and what `values:` of the configuration calls it. Their texts are readable names. */
  readonly unknown: readonly { readonly path: FieldPath; readonly key: string }[];
  /** References that lead to no record of the input, as they are written: an authorizer of another stack. */
  readonly elsewhere: readonly { readonly path: FieldPath; readonly text: string }[];
  /** What a transform of ours says beyond what AWS knows. */
  readonly hints?: ResourceHints;
}

export interface ResourceHints {
  /** What the user calls it, where that is not its id: the function's key in serverless.yml. */
  readonly name?: string;
  /** Why it cannot run here, in words for the user. */
  readonly notRun?: string;
  /** Whether the project's own tools bundle the code; absent: as the emulator finds best. */
  readonly bundle?: boolean;
  /** What the project gives its bundler. Paths are relative to the code. */
  readonly build?: BuildSettings;
  /** Folder below the code in which the handler's file is, where the project's build moves the file up. */
  readonly sourceRoot?: string;
}

/** What is in the input but not run here. */
export interface NotRun {
  readonly id: string;
  /** CloudFormation type, or whatever the source calls it. */
  readonly type: string;
  /** A clause in words for the user: why, and what to do if there is something to do. */
  readonly reason: string;
  readonly declaredAt?: Position;
}

/** What a source hands to the builder. */
export interface AwsResources {
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** Absolute folder of the input. */
  readonly root: string;
  /** In the order of the input. */
  readonly resources: readonly AwsResource[];
  readonly notRun: readonly NotRun[];
  /** What AWS would refuse of an API's document is an error; else a warning, and the rest of the input is served. */
  readonly isStrict?: boolean;
}

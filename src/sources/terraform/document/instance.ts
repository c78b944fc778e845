import type { InstanceKey } from './address.ts';
import type { JsonMap } from './json-values.ts';

/** One resource or data source as it is after the apply: what a plan knows of it, or a state. */
export interface Instance {
  /** With modules and keys: `module.m["k"].aws_lambda_function.f[0]`. */
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  /** Of `for_each` or `count`. */
  readonly key?: InstanceKey;
  /** Address of its module instance; empty for the root module. */
  readonly module: string;
  /** What is known. */
  readonly values: JsonMap;
  /** `after_unknown` of its change: `true` where a value is known after the apply only. */
  readonly unknown: JsonMap;
}

/** A resource as it is written, for all of its instances. */
export interface ConfigResource {
  /** Without module and key: `aws_lambda_function.f`, `data.archive_file.zip`. */
  readonly address: string;
  /** Attribute -> expression; a block -> list of maps of the same kind. */
  readonly expressions: JsonMap;
  readonly forEach: unknown;
  readonly dependsOn: readonly string[];
}

export interface ModuleCall {
  readonly name: string;
  readonly source: string;
  readonly expressions: JsonMap;
  readonly forEach: unknown;
  readonly module: ConfigModule;
}

/** What is written in a module. */
export interface ConfigModule {
  readonly resources: ReadonlyMap<string, ConfigResource>;
  readonly calls: ReadonlyMap<string, ModuleCall>;
  /** Output -> expression. */
  readonly outputs: JsonMap;
  /** Variable -> `{ default }`. */
  readonly variables: JsonMap;
}

/** `terraform show -json`, of a plan or of a state. */
export interface TerraformDocument {
  /** `state` has no configuration: everything is known, and ids lead from one resource to the other. */
  readonly kind: 'plan' | 'state';
  /** In the order of the document; data sources among them. */
  readonly instances: readonly Instance[];
  readonly configuration: ConfigModule;
  /** Root variable -> its value. */
  readonly variables: JsonMap;
  /** Configuration of the first AWS provider that has no alias. */
  readonly provider: JsonMap;
}

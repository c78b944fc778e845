import type { Positions } from './positions.ts';

/** What JSON can hold; intrinsic functions in their long forms (`{ "Fn::Sub": "…" }`), whatever the file used. */
export type TemplateValue = string | number | boolean | null | TemplateValue[] | { [key: string]: TemplateValue };
export type TemplateMap = { [key: string]: TemplateValue };

export function isMap(value: unknown): value is TemplateMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A CloudFormation template as plain values. SAM and serverless.yml become one of these, CDK assemblies hold them, nested stacks are them;
 * `cloudformation/` resolves it to AWS resources.
 *
 * A function's `Code` (and a layer's `Content`) may be a text: a path relative to `folder`, as `aws cloudformation package` takes it.
 */
export interface Template {
  /** The whole document: `Resources`, `Parameters`, `Conditions` … */
  readonly value: TemplateMap;
  readonly positions: Positions;
  /** As messages name it. */
  readonly file: string;
  /** Absolute folder of the file, which relative paths in it mean. */
  readonly folder: string;
  /** Name and text of each file that `value` and `positions` come from; absent where they come from anything else. */
  readonly texts?: string[];
}

/**
 * What a transform of ours knows about a resource beyond what CloudFormation can say. It stands as `Metadata: { "gw-emulate": … }` of the
 * resource and has no effect outside.
 */
export interface EmulatorMetadata {
  /** What the user calls it, where that is not the logical id: the function's key in serverless.yml. */
  readonly id?: string;
  /** How the project's own tools deploy the code: bundled by esbuild, or as it stands. Absent: as the emulator finds best. */
  readonly bundle?: boolean;
  /** Folder below the code in which the handler's file is, where the project's build moves the file up. */
  readonly sourceRoot?: string;
  /** Why it cannot run here, in words for the user; the resource is then listed and not served. */
  readonly notRun?: string;
}

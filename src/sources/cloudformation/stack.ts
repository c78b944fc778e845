import type { Position } from '../../model/base/position.ts';
import type { Template } from '../template/template.ts';

/**
 * One template as it would be deployed. A file of its own is one stack; a cloud assembly has several, and nested stacks are stacks inside
 * another. SAM and serverless.yml produce one too.
 */
export interface Stack {
  readonly template: Template;
  /** `AWS::StackName`. */
  readonly name: string;
  /** What stands before the ids of its resources: empty, or `StackName` with more than one stack. */
  readonly idPrefix: string;
  readonly region?: string;
  readonly accountId?: string;
  /** What else makes resources of the stack, and is not run here: plugins. What is not there may then be one of theirs. */
  readonly isMadeElsewhereBy?: string;
  /** Values given for its parameters. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Where such a value was given, where that is a file. */
  readonly givenAt?: (parameter: string) => Position | undefined;
  /**
   * The local file or folder behind code in a bucket (an asset of a cloud assembly): an absolute path, `undefined` where the bucket is a
   * foreign one.
   */
  readonly asset?: (bucket: string, key: string) => string | undefined;
  /** The template of a nested stack by its resolved `TemplateURL`; by default it is a path relative to the template's folder. */
  readonly nestedTemplate?: (url: string) => Template | undefined;
}

import type { Model } from '../model/definition/model.ts';
import type { Problem } from '../model/base/position.ts';
import type { AwsResources } from './aws-resources/resources.ts';
import type { KeptValues } from './kept/kept-values.ts';
import type { InputOptions } from './describe/options.ts';
import type { SourceKind } from './describe/document.ts';
import type { LocalSettings } from './local-settings.ts';
import type { Problems } from './problems/problems.ts';

/** What every source is handed, beside the file or folder that it reads. */
export interface InputContext {
  readonly options: InputOptions;
  /** Folder that file names in messages are relative to. */
  readonly cwd: string;
  /** The process's environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Reads a file as UTF-8; throws when it cannot. */
  readonly readFile: (file: string) => string;
  /** `values:` of the configuration: what cannot be known here, by `ssm:/name`, `import:Name`, `Resource.Attribute`. */
  readonly values: Readonly<Record<string, string>>;
  /** Folder that paths among them are relative to; `cwd` unless set. */
  readonly valuesFolder?: string;
  readonly region?: string;
  readonly accountId?: string;
  readonly problems: Problems;
  /** What earlier starts read. */
  readonly kept?: KeptValues;
  /** Aborted when nobody waits for the input any more: programs that were started for it are ended. */
  readonly signal?: AbortSignal;
  /** Absolute paths of everything that was read, or would have been. */
  readonly files: Set<string>;
}

/** What a source that goes through AWS resources returns: `undefined` resources where the input cannot be read at all. */
export interface ReadInput {
  readonly kind: SourceKind;
  readonly resources: AwsResources | undefined;
  /** What the input says of ports and the like on this machine. */
  readonly local?: LocalSettings;
}

/** A definition, whichever source it came from. */
export interface LoadedDefinition {
  /** `undefined` when there is an error among the problems. */
  readonly model: Model | undefined;
  /** Where there are errors, what could be read all the same: its functions can be checked. */
  readonly partial?: Model | undefined;
  readonly problems: readonly Problem[];
  /** Absolute paths; a change of one means to load again. */
  readonly files: readonly string[];
}

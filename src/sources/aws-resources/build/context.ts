import type { Problems } from '../../problems/problems.ts';
import type { TextChecks } from '../../problems/text-checks.ts';
import type { NotRun } from '../resources.ts';
import type { FunctionNames } from './functions/function-names.ts';
import type { Records } from './records.ts';

/** What the builders of all parts share. */
export interface BuildContext {
  readonly records: Records;
  readonly functions: FunctionNames;
  readonly region: string;
  readonly accountId: string;
  /** Absolute folder of the input. */
  readonly root: string;
  /** Folder that file names in messages are relative to. */
  readonly cwd: string;
  /** What AWS would refuse of a document is an error. */
  readonly isStrict: boolean;
  readonly problems: Problems;
  readonly checks: TextChecks;
  readonly notRun: NotRun[];
  /** Reads a file as UTF-8; throws when it cannot. */
  readonly readFile: (file: string) => string;
  /** Absolute paths of everything that was read. */
  readonly files: Set<string>;
}

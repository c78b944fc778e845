import type { KeptValues } from '../kept/kept-values.ts';
import type { Problems } from '../problems/problems.ts';

/** How a serverless.yml is to be read. */
export interface ServerlessOptions {
  /** `--stage`. */
  readonly stage?: string;
  /** `--region`. */
  readonly region?: string;
  /** `--param`. */
  readonly params?: Readonly<Record<string, string>>;
  /** What only a deployment knows, by the variable that names it: `"ssm:/shop/dev/key": abc`. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** The process's environment, which `env:` reads. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Twelve digits; AWS's example account unless set. */
  readonly accountId?: string;
  /** Folder that file names in messages are relative to; the working folder unless set. */
  readonly cwd?: string;
  /** Where problems go; a list of its own unless set. */
  readonly problems?: Problems;
  /** What earlier starts read. */
  readonly kept?: KeptValues;
  /** Reads a file as UTF-8; throws when it cannot. */
  readonly readFile?: (file: string) => string;
  /** Milliseconds that JavaScript of the project may take, one file at a time. */
  readonly evaluationTimeout?: number;
}

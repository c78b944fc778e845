import type { Rule } from '../../comparison/rules.ts';
import { Rules } from '../../comparison/rules.ts';
import type { StartOptions } from '../../emulator/contract.ts';
import type { Clock } from '../../model/base/clock.ts';
import { compareRecording } from '../../recording/play/compare-recording.ts';
import type { Credentials } from '../../recording/play/credentials.ts';
import { readRecording } from '../../recording/read-recording.ts';
import type { Io } from '../io.ts';
import { beside, startQuietly } from '../quiet-emulator.ts';
import { localApi } from './local-api.ts';
import { report } from './report.ts';

export interface CompareCommand {
  /** The recording. */
  readonly file: string;
  /** How the emulator is started; not used with `against`. */
  readonly start: StartOptions;
  /** URL of an API that runs already. */
  readonly against?: string;
  /** Name of the API that stands in for the recorded one. */
  readonly api?: string;
  readonly credentials: (url: string) => Credentials;
  readonly secrets: Readonly<Record<string, string>>;
  readonly rules: readonly Rule[];
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly verbose: boolean;
  readonly json: boolean;
  readonly junit?: string;
  readonly clock: Clock;
}

/**
 * `gw-emulate compare FILE`: plays a recording against the local emulator and reports field by field. Resolves with 1 where something differs.
 * Throws `UnfitFile` and `WrongUsage`.
 */
export async function runCompare(command: CompareCommand, io: Io): Promise<number> {
  const recording = readRecording(command.file, io.cwd);
  if (command.against !== undefined) return compareWith(command.against);
  const started = await startQuietly(command.start, command.verbose, io);
  if (started === undefined) return 1;
  const { emulator } = started;
  return beside(emulator, io, () => compareWith(emulator.url(localApi(emulator, recording.against, command.api).name)));

  async function compareWith(url: string): Promise<number> {
    const rules = new Rules(command.rules);
    const { secrets, concurrency, timeoutMs, clock, file, json, junit } = command;
    const options = {
      against: url,
      credentials: command.credentials(url),
      secrets,
      rules,
      concurrency,
      timeoutMs,
      clock,
    };
    const compared = await compareRecording(recording.exchanges, options);
    return report(
      compared,
      rules,
      { file, local: url, unit: 'request', json, ...(junit === undefined ? {} : { junit }) },
      io,
    );
  }
}

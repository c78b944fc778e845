import { resolve } from 'node:path';
import type { Clock } from '../../model/base/clock.ts';
import type { Credentials } from '../../recording/play/credentials.ts';
import { type Played, recordRequests } from '../../recording/play/record-requests.ts';
import type { RecordedExchange } from '../../recording/recording.ts';
import { writeRecording } from '../../recording/write-recording.ts';
import { belowBases } from '../../recording/requests/bases.ts';
import { readJournal } from '../../recording/requests/journal.ts';
import { readRequestFile } from '../../recording/requests/read-file.ts';
import type { ReadRequests } from '../../recording/requests/written-request.ts';
import { Problems } from '../../sources/problems/problems.ts';
import { whyUnreadable } from '../../sources/problems/unreadable.ts';
import type { Io } from '../io.ts';
import { printFailure } from '../print/failure.ts';
import { printProblems } from '../print/problems.ts';
import { table } from '../print/table.ts';
import type { AdminClient } from '../session/admin-client.ts';
import { WrongUsage } from './credential-flags.ts';

export interface RecordCommand {
  /** URL of the API whose answers are kept. */
  readonly against: string;
  readonly files: readonly string[];
  /** The running emulator whose journal is played too. */
  readonly journal?: AdminClient;
  /** Of the journal, only this API. */
  readonly api?: string;
  readonly output: string;
  readonly credentials: Credentials;
  /** Base URLs in the files that `against` replaces. */
  readonly bases: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly httpEnvironment?: string;
  /** Only GET, HEAD and OPTIONS. */
  readonly safe: boolean;
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly json: boolean;
  readonly clock: Clock;
}

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * `gw-emulate record`: plays requests against a deployed API and keeps the answers in a file. Resolves with 1 where a request had no answer
 * or a file of requests is wrong. Throws `WrongUsage`.
 */
export async function runRecord(command: RecordCommand, io: Io): Promise<number> {
  const { against, clock, json } = command;
  const read = await readAll(command, io);
  if (read === undefined) return 1;
  const notes = read.skipped.map(({ what, position }) =>
    position === undefined ? what : `${position.file}:${position.line}: ${what}`,
  );
  const { requests, others } = below(read, command);
  if (others.length > 0)
    notes.push(`${others.length} request${others.length === 1 ? '' : 's'} to other servers: ${originsOf(others)}`);
  const wanted = requests.filter(({ method }) => !command.safe || SAFE_METHODS.includes(method));
  if (wanted.length < requests.length) notes.push(`${requests.length - wanted.length} that may write (--safe)`);
  for (const note of notes) io.stderr(`${io.paint('yellow', 'not played')} ${note}\n`);
  if (wanted.length === 0) {
    printFailure(io, 'There is nothing to play: no request was found.');
    return 1;
  }
  const played = await recordRequests(wanted, command, (one) => say(one, json, io));
  const exchanges = played.filter((one): one is RecordedExchange => 'response' in one);
  if (exchanges.length === 0) {
    printFailure(io, `There was no answer: nothing was written to ${command.output}.`);
    return 1;
  }
  const recordedAt = new Date(clock.now()).toISOString();
  try {
    writeRecording(resolve(io.cwd, command.output), { gwEmulateRecording: 1, against, recordedAt, exchanges });
  } catch (error) {
    printFailure(io, `The recording cannot be written: ${whyUnreadable(error, command.output)}.`);
    return 1;
  }
  const failed = played.length - exchanges.length;
  const failures = failed === 0 ? '' : `, ${failed} without an answer`;
  if (json)
    io.stdout(
      `${JSON.stringify({ type: 'recorded', file: command.output, exchanges: exchanges.length, failed, notPlayed: notes })}\n`,
    );
  else
    io.stdout(
      `${exchanges.length} answer${exchanges.length === 1 ? '' : 's'} of ${against} in ${command.output}${failures}\n`,
    );
  return failed === 0 ? 0 : 1;
}

async function readAll(command: RecordCommand, io: Io): Promise<ReadRequests | undefined> {
  const { files, journal, variables, httpEnvironment, api, clock } = command;
  const problems = new Problems();
  const options = {
    cwd: io.cwd,
    environment: io.environment,
    variables,
    clock,
    ...(httpEnvironment === undefined ? {} : { httpEnvironment }),
  };
  const read = files.map((file) => readRequestFile(file, options, problems));
  if (problems.list.length > 0) printProblems(problems.list, io);
  if (problems.hasErrors) return undefined;
  if (journal !== undefined) read.push(await readJournal((path) => journal.ask(path), api));
  return { requests: read.flatMap(({ requests }) => requests), skipped: read.flatMap(({ skipped }) => skipped) };
}

function below({ requests }: ReadRequests, { against, bases }: RecordCommand): ReturnType<typeof belowBases> {
  try {
    return belowBases(requests, against, bases);
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
}

function originsOf(requests: readonly { readonly url: string }[]): string {
  const origins = [...new Set(requests.map(({ url }) => (URL.canParse(url) ? new URL(url).origin : url)))];
  return `${origins.slice(0, 5).join(', ')}${origins.length > 5 ? ' …' : ''}`;
}

function say(played: Played, json: boolean, io: Io): void {
  if ('failure' in played) {
    if (json) io.stdout(`${JSON.stringify({ type: 'failed', ...played })}\n`);
    else printFailure(io, `${played.name}: ${played.failure}.`);
  } else if (!json) {
    io.stdout(`${table([[String(played.response.status), played.name]])[0]}\n`);
  }
}

import type { Command } from 'commander';
import { systemClock } from '../../model/base/clock.ts';
import { presentOptions } from '../../model/base/present-options.ts';
import {
  countUpTo,
  credentialFlags,
  type CredentialFlags,
  credentialsOf,
  WrongUsage,
} from '../compare/credential-flags.ts';
import type { Io } from '../io.ts';
import { printFailure } from '../print/failure.ts';
import { printProblems } from '../print/problems.ts';
import {
  type DefinitionFlags,
  type Ends,
  definition,
  definitionFlags,
  pair,
  portNumber,
  repeat,
} from './definition-flags.ts';

interface PlayFlags extends CredentialFlags {
  readonly concurrency: number;
  readonly timeout: number;
  readonly json?: boolean;
}

interface RecordFlags extends PlayFlags {
  readonly against: string;
  readonly journal?: boolean;
  readonly api?: string;
  readonly adminPort?: number;
  readonly output: string;
  readonly base?: string[];
  readonly var?: Record<string, string>;
  readonly env?: string;
  readonly safe?: boolean;
  readonly region?: string;
}

interface CompareFlags extends PlayFlags, Omit<DefinitionFlags, 'apiKey'> {
  readonly against?: string;
  readonly events?: string;
  readonly rules?: string;
  readonly secret?: Record<string, string>;
  readonly junit?: string;
  readonly verbose?: boolean;
}

/** `record` and `compare`: how like AWS the emulator answers for one's own API. */
export function addCompareCommands(program: Command, io: Io, ends: Ends): void {
  playFlags(
    program
      .command('record [files...]')
      .description(
        'play requests (HAR, .http, OpenAPI examples, curl commands, the journal) against a deployed API and keep its answers',
      )
      .requiredOption('--against <url>', 'URL of the deployed API, with its stage')
      .option('-o, --output <file>', 'the recording', 'recording.json')
      .option('--journal', 'play what a running emulator has received')
      .option('--api <name>', 'of the journal, only this API')
      .option('--admin-port <number>', 'admin port of the running emulator', portNumber)
      .option('--base <url>', 'base URL in the files that --against replaces (repeatable)', repeat)
      .option('--var <name=value>', 'a variable of .http files (repeatable)', pair)
      .option('--env <name>', 'an environment of http-client.env.json')
      .option('--safe', 'play only GET, HEAD and OPTIONS')
      .option('--region <region>', 'the region to sign for'),
  ).action((files: string[], flags: RecordFlags) => usage(io, ends, () => record(files, flags, io)));
  playFlags(
    definitionFlags(
      program
        .command('compare [file]')
        .description(
          'play a recording, or recorded events, against the local emulator and report every field that differs',
        ),
    )
      .option('--events <file>', 'a log with lines of gw-emulate/recorder: compare the events that the functions get')
      .option('--against <url>', 'URL of an API that runs already, instead of starting one')
      .option('--rules <file>', 'what may differ')
      .option('--secret <name=value>', 'value of a header, parameter or member that was redacted (repeatable)', pair)
      .option('--junit <file>', 'write a JUnit report')
      .option('--verbose', 'print what the emulator says'),
  ).action((file: string | undefined, flags: CompareFlags) => usage(io, ends, () => compare(file, flags, io)));
}

function playFlags(command: Command): Command {
  return credentialFlags(command)
    .option('--concurrency <number>', 'requests at once; 1 keeps their order', countUpTo(50), 1)
    .option('--timeout <seconds>', 'how long to wait for an answer', countUpTo(900), 60)
    .option('--json', 'print JSON');
}

async function record(files: readonly string[], flags: RecordFlags, io: Io): Promise<number> {
  const { against, journal, api, adminPort, base = [], var: variables = {}, env, concurrency, timeout } = flags;
  const { isBase } = await import('../../recording/requests/bases.ts');
  for (const url of [against, ...base]) {
    if (!isBase(url))
      throw new WrongUsage(`"${url}" is no URL of an API: it begins with http:// or https:// and has no query.`);
  }
  if (files.length === 0 && journal !== true)
    throw new WrongUsage('Name a file with requests, or play the journal of a running emulator with --journal.');
  const [{ runRecord }, { adminClient }, { againstRunning }] = await Promise.all([
    import('../compare/record.ts'),
    import('../session/admin-client.ts'),
    import('../session/run.ts'),
  ]);
  const running = { cwd: io.cwd, environment: io.environment, ...presentOptions({ adminPort }) };
  const command = {
    against,
    files,
    ...(journal === true ? { journal: adminClient(running) } : {}),
    ...presentOptions({ api, httpEnvironment: env }),
    output: flags.output,
    credentials: credentialsOf(flags, against, flags.region, io.environment),
    bases: base,
    variables,
    safe: flags.safe === true,
    concurrency,
    timeoutMs: timeout * 1000,
    json: flags.json === true,
    clock: systemClock,
  };
  return againstRunning(io, () => runRecord(command, io));
}

async function compare(file: string | undefined, flags: CompareFlags, io: Io): Promise<number> {
  const { api, ...input } = flags;
  const { against, events, junit, secret = {}, concurrency, timeout } = flags;
  const { isBase } = await import('../../recording/requests/bases.ts');
  if (against !== undefined && !isBase(against))
    throw new WrongUsage(`"${against}" is no URL of an API: it begins with http:// or https:// and has no query.`);
  if ((file === undefined) === (events === undefined))
    throw new WrongUsage('Name a recording, or a log of the recorder with --events; one of both.');
  if (events !== undefined && against !== undefined)
    throw new WrongUsage('Events are compared inside an emulator that "compare" starts itself: leave out --against.');
  const { readRules } = await import('../../recording/read-rules.ts');
  const { rules, problems } = flags.rules === undefined ? { rules: [], problems: [] } : readRules(flags.rules, io.cwd);
  if (problems.length > 0) {
    printProblems(problems, io);
    throw new WrongUsage('The rules cannot be used.');
  }
  const common = {
    // --api says which API stands in; the others are served too, as its functions may call them.
    start: { port: 0, adminPort: 0, ...definition(input, io) },
    rules,
    ...presentOptions({ junit }),
    verbose: flags.verbose === true,
    json: flags.json === true,
    clock: systemClock,
  };
  if (events !== undefined) {
    const { runCompareEvents } = await import('../compare/compare-events.ts');
    const { headers } = credentialsOf({ ...flags, sigv4: false }, '', undefined, io.environment);
    return runCompareEvents({ ...common, file: events, apis: api ?? [], headers }, io);
  }
  const { runCompare } = await import('../compare/compare.ts');
  const credentials = (url: string) => credentialsOf(flags, url, flags.region, io.environment);
  const command = { file: file ?? '', credentials, secrets: secret, concurrency, timeoutMs: timeout * 1000 };
  return runCompare({ ...common, ...command, ...presentOptions({ against, api: api?.[0] }) }, io);
}

/** Wrong usage is a sentence and exit code 2. */
async function usage(io: Io, ends: Ends, run: () => Promise<number>): Promise<void> {
  const { UnfitFile } = await import('../../recording/read-recording.ts');
  try {
    ends(await run());
  } catch (error) {
    if (!(error instanceof WrongUsage) && !(error instanceof UnfitFile)) throw error;
    printFailure(io, error.message);
    ends(2);
  }
}

import { type Command, Option } from 'commander';
import type { Io } from '../io.ts';
import { LOG_FORMATS, LOG_LEVELS, type LogFormat, type LogLevel } from '../print/log-level.ts';
import { type DefinitionFlags, type Ends, definitionFlags, inputOptions, portNumber } from './definition-flags.ts';

interface StartFlags extends DefinitionFlags {
  readonly host?: string;
  readonly watch: boolean;
  readonly https?: boolean;
  readonly inspect?: number | true;
  readonly logLevel?: LogLevel;
  readonly logFormat?: LogFormat;
  readonly json?: boolean;
  readonly open?: boolean;
}

/** `start`, which is also what no command means. */
export function addStart(program: Command, io: Io, ends: Ends): void {
  const start = program
    .command('start', { isDefault: true })
    .description('serve the APIs; watch and reload what changes');
  definitionFlags(start)
    .option('--host <address>', 'address to bind', '127.0.0.1')
    .option('--no-watch', 'do not reload')
    .option('--https', 'serve over TLS')
    .option('--inspect [port]', 'debug the handlers; timeouts are off', portNumber)
    .addOption(new Option('--log-level <level>', 'how much to print').choices(LOG_LEVELS).default('info'))
    .addOption(
      new Option('--log-format <format>', 'lines of functions: short, or as Lambda writes them')
        .choices(LOG_FORMATS)
        .default('short'),
    )
    .option('--json', 'print JSON Lines on stdout and nothing else')
    .option('--open', 'open the dashboard in a browser')
    .action(async (flags: StartFlags) => {
      const { runStart } = await import('../commands/start.ts');
      const { inspect, ...rest } = flags;
      const inspectPort = inspect === true ? 9229 : inspect;
      ends(
        await runStart(
          { ...rest, input: inputOptions(flags), ...(inspectPort === undefined ? {} : { inspectPort }) },
          io,
        ),
      );
    });
}

import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { DefinitionOptions } from '../emulator/definition.ts';
import { systemClock } from '../model/clock.ts';
import type { ExportFlags } from './commands/export.ts';
import type { TemplateOptions } from './commands/template.ts';
import { VERSION } from './version.ts';
import type { Io } from './io.ts';
import { LOG_LEVELS, type LogLevel } from './print/log-level.ts';

/** Wrong usage; 1 is for a configuration or code at fault. */
const USAGE_EXIT = 2;

/** Flags that say which definition is meant. */
interface DefinitionFlags {
  readonly config?: string;
  readonly port?: number;
  readonly adminPort?: number;
  readonly api?: string[];
  readonly envFile?: string;
}

interface StartFlags extends DefinitionFlags {
  readonly host?: string;
  readonly watch: boolean;
  readonly https?: boolean;
  readonly inspect?: number | true;
  readonly logLevel?: LogLevel;
  readonly json?: boolean;
  readonly open?: boolean;
}

/** The command line: parses it, runs one command, resolves with the exit code. Commands are loaded when they are asked for. */
export function createProgram(io: Io): { run(argv: readonly string[]): Promise<number> } {
  let exitCode = 0;
  const program = new Command('gw-emulate')
    .description('AWS API Gateway on your own machine: HTTP, REST and WebSocket APIs that invoke your Lambda handlers.')
    .version(VERSION, '-v, --version')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr });
  const ends = (code: number): void => void (exitCode = code);
  addStart(program, io, ends);
  addDefinitionCommands(program, io, ends);
  addTools(program, io, ends);
  return {
    async run(argv) {
      try {
        await program.parseAsync([...argv]);
        return exitCode;
      } catch (error) {
        if (!(error instanceof CommanderError)) throw error;
        return error.exitCode === 0 ? 0 : USAGE_EXIT;
      }
    },
  };
}

type Ends = (code: number) => void;

function addStart(program: Command, io: Io, ends: Ends): void {
  const start = program
    .command('start', { isDefault: true })
    .description('serve the APIs; watch and reload what changes');
  definitionFlags(start)
    .option('--host <address>', 'address to bind', '127.0.0.1')
    .option('--no-watch', 'do not reload')
    .option('--https', 'serve over TLS')
    .option('--inspect [port]', 'a debugger in the handlers; function timeouts are then off', portNumber)
    .addOption(new Option('--log-level <level>', 'how much to print').choices(LOG_LEVELS).default('info'))
    .option('--json', 'one JSON object a line on stdout and nothing else')
    .option('--open', 'open the dashboard in a browser')
    .action(async (flags: StartFlags) => {
      const { runStart } = await import('./commands/start.ts');
      const { inspect, ...rest } = flags;
      const inspectPort = inspect === true ? 9229 : inspect;
      ends(await runStart({ ...rest, ...(inspectPort === undefined ? {} : { inspectPort }) }, io));
    });
}

function addDefinitionCommands(program: Command, io: Io, ends: Ends): void {
  definitionFlags(
    program.command('check').description('validate everything, build every function, print each problem'),
  ).action(async (flags: DefinitionFlags) => {
    const { runCheck } = await import('./commands/check.ts');
    ends(await runCheck(definition(flags, io), io));
  });
  definitionFlags(program.command('routes').description('every route of every API with its target, authorizer and URL'))
    .option('--json', 'one JSON object a line')
    .action(async (flags: DefinitionFlags & { json?: boolean }) => {
      const { runRoutes } = await import('./commands/routes.ts');
      ends(await runRoutes({ ...definition(flags, io), json: flags.json === true }, io));
    });
  definitionFlags(
    program.command('invoke <function>').description('one invocation without a server: result, logs, REPORT line'),
  )
    .option('-e, --event <file>', 'the event as JSON; "-" reads standard input')
    .action(async (functionName: string, flags: DefinitionFlags & { event?: string }) => {
      const { runInvoke } = await import('./commands/invoke.ts');
      const event = flags.event === undefined ? {} : { event: flags.event };
      ends(await runInvoke({ ...definition(flags, io), functionName, ...event, readStdin }, io));
    });
}

function addTools(program: Command, io: Io, ends: Ends): void {
  program
    .command('template <file>')
    .description('render a mapping template as API Gateway does')
    .option('--body <file>', 'the payload that $input reads')
    .option('--params <file>', 'JSON with path, querystring and header')
    .option('--context <file>', 'JSON for $context')
    .option('--variables <file>', 'JSON with further top-level names, stageVariables among them')
    .option('--watch', 'render again when a file changes')
    .action(async (file: string, flags: Omit<TemplateOptions, 'file'>) => {
      const { runTemplate } = await import('./commands/template.ts');
      const { stopOnSignals } = await import('./signals.ts');
      const stopping = stopOnSignals(io.environment);
      ends(await runTemplate({ ...flags, file }, io, stopping));
      stopping.release();
    });
  definitionFlags(program.command('export [api]').description('an API as an OpenAPI document'))
    .addOption(new Option('--format <format>', 'REST APIs only').choices(['oas30', 'swagger']))
    .addOption(new Option('--output <output>', 'how it is written').choices(['yaml', 'json']))
    .action(async (name: string | undefined, flags: DefinitionFlags & Pick<ExportFlags, 'format' | 'output'>) => {
      const { runExport } = await import('./commands/export.ts');
      const { format, output } = flags;
      ends(
        await runExport(
          {
            ...definition(flags, io),
            ...(name === undefined ? {} : { name }),
            ...(format === undefined ? {} : { format }),
            ...(output === undefined ? {} : { output }),
          },
          io,
        ),
      );
    });
  program
    .command('ws <url>')
    .description('a terminal client for WebSocket APIs: what you type is sent, what comes is printed')
    .option('--protocol <name>', 'offer a subprotocol (repeatable)', (name: string, before: string[] = []) => [
      ...before,
      name,
    ])
    .option('--header <line>', 'send a header, "Name: value" (repeatable)', headerLine, {})
    .option('--reconnect', 'connect again when the connection ends')
    .option('--wait <seconds>', 'how long to listen on when the input has ended', Number, 1)
    .action(async (url: string, flags: WsFlags) => {
      const { runWs } = await import('./commands/ws.ts');
      const { terminalLines } = await import('./terminal-lines.ts');
      const { protocol = [], header, reconnect = false, wait } = flags;
      const input = terminalLines();
      const options = { url, protocols: protocol, headers: header, reconnect, wait };
      ends(
        await runWs(options, {
          ...input,
          stdout: (text) => io.stdout(`${text}\n`),
          stderr: (text) => io.stderr(`${text}\n`),
          clock: systemClock,
        }),
      );
      input.close();
    });
  program
    .command('init')
    .description('a minimal project: configuration, one handler, package.json scripts')
    .action(async () => {
      const { runInit } = await import('./commands/init.ts');
      ends(await runInit(io));
    });
}

interface WsFlags {
  readonly protocol?: string[];
  readonly header: Record<string, string>;
  readonly reconnect?: boolean;
  readonly wait: number;
}

function headerLine(line: string, before: Record<string, string>): Record<string, string> {
  const colon = line.indexOf(':');
  if (colon < 1) throw new InvalidArgumentError('A header looks like "Name: value".');
  return { ...before, [line.slice(0, colon).trim()]: line.slice(colon + 1).trim() };
}

function definitionFlags(command: Command): Command {
  return command
    .option('-c, --config <file>', 'the definition; otherwise the working folder is searched')
    .option('--port <number>', 'port of the first API; the next ones follow; 0 takes free ones', portNumber)
    .option('--admin-port <number>', 'port of the dashboard and the Lambda API; 0 takes a free one', portNumber)
    .option('--api <name>', 'only this API (repeatable)', (name: string, before: string[] = []) => [...before, name])
    .option('--env-file <file>', 'variables for the functions, instead of the configuration’s envFile');
}

function definition(flags: DefinitionFlags, io: Io): DefinitionOptions {
  const { config, port, adminPort, api, envFile } = flags;
  return {
    cwd: io.cwd,
    environment: io.environment,
    ...(config === undefined ? {} : { config }),
    ...(port === undefined ? {} : { port }),
    ...(adminPort === undefined ? {} : { adminPort }),
    ...(api === undefined ? {} : { api }),
    ...(envFile === undefined ? {} : { envFile }),
  };
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
  return port;
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

import { type Command, InvalidArgumentError, Option } from 'commander';
import { systemClock } from '../../model/base/clock.ts';
import type { ExportFlags } from '../commands/export.ts';
import type { TemplateOptions } from '../commands/template.ts';
import type { Io } from '../io.ts';
import { type DefinitionFlags, type Ends, definition, definitionFlags, repeat } from './definition-flags.ts';
import { presentOptions } from '../../model/base/present-options.ts';

interface EventFlags {
  readonly method?: string;
  readonly path?: string;
  readonly route?: string;
  readonly header?: string[];
  readonly body?: string;
}

interface TestFlags extends DefinitionFlags {
  readonly resource?: string;
  readonly header?: string[];
  readonly body?: string;
  readonly stageVariable?: string[];
  readonly json?: boolean;
}

interface WsFlags {
  readonly protocol?: string[];
  readonly header: Record<string, string>;
  readonly reconnect?: boolean;
  readonly insecure?: boolean;
  readonly wait: number;
}

function headerLine(line: string, before: Record<string, string>): Record<string, string> {
  const colon = line.indexOf(':');
  if (colon < 1) throw new InvalidArgumentError('A header looks like "Name: value".');
  return { ...before, [line.slice(0, colon).trim()]: line.slice(colon + 1).trim() };
}

/** Tools beside serving. */
export function addTools(program: Command, io: Io, ends: Ends): void {
  definitionFlags(
    program
      .command('test <method> <path>')
      .description('run one method of a REST API without a server; prints the log of each stage'),
  )
    .option('--resource <path>', 'the resource whose method runs, whatever the path says')
    .option('-H, --header <line>', 'send a header, "Name: value" (repeatable)', repeat)
    .option('-d, --body <text>', 'the body')
    .option('--stage-variable <pair>', 'name=value, instead of the stage’s own (repeatable)', repeat)
    .option('--json', 'the result as one JSON object')
    .action(async (httpMethod: string, path: string, flags: TestFlags) => {
      const { testMethod } = await import('../commands/test.ts');
      const { resource, header, body, stageVariable, json } = flags;
      const command = {
        httpMethod,
        path,
        ...presentOptions({ resource, headers: header, body, stageVariables: stageVariable }),
        json: json === true,
      };
      ends(await testMethod(definition(flags, io), command, io));
    });
  program
    .command('event <kind>')
    .description('a sample event of that kind: http, http-v1, rest, websocket-connect, authorizer-request …')
    .option('--method <verb>', 'GET unless given; POST with a body')
    .option('--path <path>', 'with its query, without the stage')
    .option('--route <key>', '"GET /orders/{id}", or a WebSocket route key; the path itself unless given')
    .option('-H, --header <line>', 'a header, "Name: value" (repeatable)', repeat)
    .option('-d, --body <text>', 'the body, or a WebSocket message')
    .action(async (kind: string, flags: EventFlags) => {
      const { runEvent } = await import('../commands/event.ts');
      const { method, path, route, header, body } = flags;
      ends(await runEvent({ kind, ...presentOptions({ method, path, route, headers: header, body }) }, io));
    });
  program
    .command('template <file>')
    .description('render a mapping template as API Gateway does')
    .option('--body <file>', 'the payload that $input reads')
    .option('--params <file>', 'JSON with path, querystring and header')
    .option('--context <file>', 'JSON for $context')
    .option('--variables <file>', 'JSON with further top-level names, stageVariables among them')
    .option('--watch', 'render again when a file changes')
    .action(async (file: string, flags: Omit<TemplateOptions, 'file'>) => {
      const { runTemplate } = await import('../commands/template.ts');
      const { stopOnSignals } = await import('../signals.ts');
      const stopping = stopOnSignals(io.environment);
      ends(await runTemplate({ ...flags, file }, io, stopping));
      stopping.release();
    });
  definitionFlags(program.command('export [api]').description('an API as an OpenAPI document'))
    .addOption(new Option('--format <format>', 'REST APIs only').choices(['oas30', 'swagger']))
    .addOption(new Option('--output <output>', 'how it is written').choices(['yaml', 'json']))
    .action(async (name: string | undefined, flags: DefinitionFlags & Pick<ExportFlags, 'format' | 'output'>) => {
      const { runExport } = await import('../commands/export.ts');
      const { format, output } = flags;
      ends(
        await runExport(
          {
            ...definition(flags, io),
            ...presentOptions({ name, format, output }),
          },
          io,
        ),
      );
    });
  program
    .command('ws <url>')
    .description('terminal client for WebSocket APIs: sends what you type, prints what arrives')
    .option('--protocol <name>', 'offer a subprotocol (repeatable)', repeat)
    .option('--header <line>', 'send a header, "Name: value" (repeatable)', headerLine, {})
    .option('--insecure', 'take any certificate of a wss:// server')
    .option('--reconnect', 'connect again when the connection ends')
    .option('--wait <seconds>', 'how long to listen on when the input has ended', Number, 1)
    .action(async (url: string, flags: WsFlags) => {
      const { runWs } = await import('../commands/ws.ts');
      const { terminalLines } = await import('../terminal-lines.ts');
      const { protocol = [], header, reconnect = false, insecure = false, wait } = flags;
      const input = terminalLines();
      const options = { url, protocols: protocol, headers: header, reconnect, insecure, wait };
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
    .option('--from <input>', 'a configuration that is laid over a template, serverless.yml or cloud assembly')
    .action(async ({ from }: { readonly from?: string }) => {
      if (from === undefined) {
        const { runInit } = await import('../commands/init/init.ts');
        ends(await runInit(io));
        return;
      }
      const { runInitFrom } = await import('../commands/init/init-from.ts');
      ends(await runInitFrom(from, io));
    });
}

import type { Command } from 'commander';
import { presentOptions } from '../../model/base/present-options.ts';
import type { Io } from '../io.ts';
import { type DefinitionFlags, type Ends, definition, definitionFlags } from './definition-flags.ts';

/** Commands that read the definition and end. */
export function addDefinitionCommands(program: Command, io: Io, ends: Ends): void {
  definitionFlags(program.command('check').description('validate everything, build every function, print each problem'))
    .option('--load', 'load every function too: what throws or hangs at import is an error')
    .option('--json', 'one JSON object a line')
    .option('--types <file>', 'what "types" has written there must be what it would write now')
    .action(
      async ({ json, load, types, ...flags }: DefinitionFlags & { json?: boolean; load?: boolean; types?: string }) => {
        const { runCheck } = await import('../commands/check.ts');
        const command = { json: json === true, load: load === true, ...presentOptions({ types }) };
        ends(await runCheck({ ...definition(flags, io), ...command }, io));
      },
    );
  definitionFlags(program.command('types').description('TypeScript types of every route, for handlers and clients'))
    .option('-o, --output <file>', 'write them to a file; standard output unless given')
    .action(async ({ output, ...flags }: DefinitionFlags & { output?: string }) => {
      const { runTypes } = await import('../commands/types/types.ts');
      ends(await runTypes({ ...definition(flags, io), ...presentOptions({ output }) }, io));
    });
  definitionFlags(program.command('routes').description('every route of every API with its target, authorizer and URL'))
    .option('--json', 'one JSON object a line')
    .action(async (flags: DefinitionFlags & { json?: boolean }) => {
      const { runRoutes } = await import('../commands/routes.ts');
      ends(await runRoutes({ ...definition(flags, io), json: flags.json === true }, io));
    });
  definitionFlags(
    program.command('describe').description('what would be served, as one document, whichever source it comes from'),
  )
    .option('--json', 'as JSON')
    .action(async (flags: DefinitionFlags & { json?: boolean }) => {
      const { runDescribe } = await import('../commands/describe.ts');
      ends(await runDescribe({ ...definition(flags, io), json: flags.json === true }, io));
    });
  definitionFlags(
    program.command('invoke <function>').description('one invocation without a server: result, logs, REPORT line'),
  )
    .option('-e, --event <file>', 'the event as JSON; "-" reads standard input')
    .action(async (functionName: string, flags: DefinitionFlags & { event?: string }) => {
      const { runInvoke } = await import('../commands/invoke.ts');
      const event = flags.event === undefined ? {} : { event: flags.event };
      ends(await runInvoke({ ...definition(flags, io), functionName, ...event, readStdin }, io));
    });
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

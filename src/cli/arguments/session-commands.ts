import { type Command, Option } from 'commander';
import type { Io } from '../io.ts';
import { type DefinitionFlags, type Ends, definition, definitionFlags } from './definition-flags.ts';
import { presentOptions } from '../../model/base/present-options.ts';

interface CostFlags extends DefinitionFlags {
  readonly usage?: string;
  readonly requests?: string;
  readonly freeTier?: boolean;
  readonly json?: boolean;
}

interface LogsFlags extends DefinitionFlags {
  readonly follow?: boolean;
  readonly function?: string;
  readonly request?: string;
  readonly level?: string;
  readonly access?: boolean;
  readonly execution?: boolean;
  readonly json?: boolean;
}

/** Commands that ask a running emulator what happened and what it costs. */
export function addSessionCommands(program: Command, io: Io, ends: Ends): void {
  const running = async (flags: DefinitionFlags) => {
    const [{ adminClient }, { againstRunning }] = await Promise.all([
      import('../session/admin-client.ts'),
      import('../session/run.ts'),
    ]);
    return { client: adminClient(definition(flags, io)), againstRunning };
  };
  definitionFlags(program.command('cost').description('what the session’s traffic, or a described month, costs on AWS'))
    .option('--usage <file>', 'a description of a month’s usage, JSON or YAML, instead of a running emulator’s traffic')
    .option('--requests <volume>', 'the traffic at a volume: 10M/month, 500k/day')
    .option('--free-tier', 'with the free tier taken off')
    .option('--json', 'the bill as one JSON object')
    .action(async (flags: CostFlags) => {
      const { usage, region, requests, freeTier, json } = flags;
      if (usage !== undefined) {
        const { runCost } = await import('../commands/cost.ts');
        ends(await runCost({ usage, json: json === true, ...presentOptions({ region }) }, io));
        return;
      }
      const { client, againstRunning } = await running(flags);
      const { runSessionCost } = await import('../session/cost.ts');
      const command = { ...presentOptions({ region, requests }), freeTier: freeTier === true, json: json === true };
      ends(await againstRunning(io, () => runSessionCost(client, command, io)));
    });
  definitionFlags(program.command('metrics').description('CloudWatch’s metrics of a running emulator’s session'))
    .option('--json', 'as one JSON object')
    .action(async (flags: DefinitionFlags & { json?: boolean }) => {
      const { client, againstRunning } = await running(flags);
      const { runMetrics } = await import('../session/metrics.ts');
      ends(await againstRunning(io, () => runMetrics(client, flags.json === true, io)));
    });
  definitionFlags(program.command('logs').description('logs of a running emulator'))
    .option('-f, --follow', 'go on with what follows')
    .option('--function <name>', 'only of this function')
    .option('--request <id>', 'only of this request, or exchange')
    .addOption(
      new Option('--level <level>', 'this level and above').choices([
        'TRACE',
        'DEBUG',
        'INFO',
        'WARN',
        'ERROR',
        'FATAL',
      ]),
    )
    .option('--access', 'access logs')
    .option('--execution', 'execution logs of REST APIs')
    .option('--json', 'one JSON object a line')
    .action(async (flags: LogsFlags) => {
      const { client, againstRunning } = await running(flags);
      const [{ runLogs }, { stopOnSignals }] = await Promise.all([
        import('../session/logs.ts'),
        import('../signals.ts'),
      ]);
      const stopping = stopOnSignals(io.environment);
      const { follow, function: functionName, request, level, access, execution, json } = flags;
      const kinds = [
        ...(access === true ? (['access'] as const) : []),
        ...(execution === true ? (['execution'] as const) : []),
      ];
      const command = {
        follow: follow === true,
        json: json === true,
        kinds,
        stopped: stopping.asked,
        ...presentOptions({ functionName, request, level }),
      };
      ends(await againstRunning(io, () => runLogs(client, command, io)));
      stopping.release();
    });
  definitionFlags(program.command('replay <id>').description('send an exchange of a running emulator again'))
    .option('--json', 'the new exchange as one JSON object')
    .action(async (id: string, flags: DefinitionFlags & { json?: boolean }) => {
      const { client, againstRunning } = await running(flags);
      const { runReplay } = await import('../session/replay.ts');
      ends(await againstRunning(io, () => runReplay(client, id, flags.json === true, io)));
    });
  definitionFlags(program.command('nodes').description('the emulators that share one state'))
    .option('--json', 'as one JSON object')
    .action(async (flags: DefinitionFlags & { json?: boolean }) => {
      const { runNodes } = await import('../commands/nodes.ts');
      ends(await runNodes(definition(flags, io), flags.json === true, io));
    });
  definitionFlags(
    program.command('mcp').description('a Model Context Protocol server over stdio, for coding agents'),
  ).action(async (flags: DefinitionFlags) => {
    const { client } = await running(flags);
    const { serveMcp } = await import('../mcp/server.ts');
    await serveMcp(client);
    ends(0);
  });
}

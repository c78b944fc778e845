import { type Command, InvalidArgumentError } from 'commander';
import type { Fault } from '../../model/definition/fault.ts';
import { presentOptions } from '../../model/base/present-options.ts';
import type { Io } from '../io.ts';
import { type DefinitionFlags, type Ends, definition, definitionFlags } from './definition-flags.ts';

type FaultFlags = DefinitionFlags &
  Partial<Omit<Fault, 'kind' | 'api' | 'declaredAt'>> & { readonly kind?: string; readonly json?: boolean };

/** `gw-emulate fault add | list | clear`: drills of a running emulator. */
export function addFault(program: Command, io: Io, ends: Ends): void {
  const fault = program
    .command('fault')
    .description('drills: make a running emulator fail on purpose')
    .addHelpText('after', '\nSee docs/guides/drills.md for every kind and what the client sees.');
  const running = async (flags: DefinitionFlags) => {
    const [{ adminClient }, { againstRunning }, commands] = await Promise.all([
      import('../session/admin-client.ts'),
      import('../session/run.ts'),
      import('../session/fault.ts'),
    ]);
    return { client: adminClient(definition(flags, io)), againstRunning, commands };
  };
  definitionFlags(fault.command('add [kind]').description('switch a drill on: latency, throttle, timeout …'))
    .option('--kind <kind>', 'the kind, where it does not stand first')
    .option('--route <key>', 'only this route: "GET /products/{id}", or a WebSocket route key')
    .option('--function <name>', 'only routes with this function behind them')
    .option('--connection <id>', 'only this WebSocket connection')
    .option('--share <part>', 'part of the requests that are touched: 0.5, 50%, 1/20', shareOf)
    .option('--seed <number>', 'the same seed makes the same decisions', numberOf)
    .option('--count <number>', 'requests to touch; the drill ends after them', numberOf)
    .option('--duration <seconds>', 'seconds until the drill ends', numberOf)
    .option('--milliseconds <number>', 'how long the effect takes', numberOf)
    .option('--jitter <number>', 'milliseconds that it may be off in either direction', numberOf)
    .option('--code <number>', 'close code of websocket-drop: 1006 or 1001', numberOf)
    .option('--error-type <name>', 'of function-error')
    .option('--error-message <text>', 'of function-error')
    .option('--json', 'the drill as one JSON object')
    .action(async (kind: string | undefined, flags: FaultFlags) => {
      const { client, againstRunning, commands } = await running(flags);
      const rule = ruleOf(kind, flags);
      ends(await againstRunning(io, () => commands.addFault(client, rule, flags.json === true, io)));
    });
  definitionFlags(fault.command('list').description('the drills that are on, and what they have touched'))
    .option('--json', 'one JSON object')
    .action(async (flags: FaultFlags) => {
      const { client, againstRunning, commands } = await running(flags);
      ends(await againstRunning(io, () => commands.listFaults(client, flags.json === true, io)));
    });
  definitionFlags(fault.command('clear [id...]').description('end these drills, or all of them')).action(
    async (ids: readonly string[], flags: FaultFlags) => {
      const { client, againstRunning, commands } = await running(flags);
      ends(await againstRunning(io, () => commands.clearFaults(client, ids, io)));
    },
  );
}

function ruleOf(kind: string | undefined, flags: FaultFlags): object {
  const { route, connection, share, seed, count, duration, milliseconds, jitter, code } = flags;
  const { errorType, errorMessage } = flags;
  return presentOptions({
    kind: kind ?? flags.kind,
    api: flags.api?.[0],
    route,
    function: flags.function,
    connection,
    share,
    seed,
    count,
    duration,
    milliseconds,
    jitter,
    code,
    errorType,
    errorMessage,
  });
}

function numberOf(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('It is a number.');
  return value;
}

/** `0.5`, `50%`, `1/20`. */
function shareOf(text: string): number {
  const [, top = '', bottom = ''] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (bottom !== '') return Number(top) / Number(bottom);
  const percent = /^([\d.]+) ?%$/.exec(text)?.[1];
  return percent === undefined ? numberOf(text) : numberOf(percent) / 100;
}

import { type Command, Option } from 'commander';
import { systemClock } from '../../model/base/clock.ts';
import type { Io } from '../io.ts';
import { type DefinitionFlags, type Ends, definition, definitionFlags, repeat } from './definition-flags.ts';
import { presentOptions } from '../../model/base/present-options.ts';

interface TokenFlags extends DefinitionFlags {
  readonly sub?: string;
  readonly scope?: string[];
  readonly claim?: string[];
  readonly group?: string[];
  readonly audience?: string[];
  readonly expiresIn?: string;
  readonly cognito?: 'id' | 'access';
}

interface UsageFlags extends DefinitionFlags {
  readonly reset?: boolean;
  readonly key?: string;
  readonly json?: boolean;
}

/** Commands about who may call: tokens of the local issuer, and used quota. */
export function addIdentityCommands(program: Command, io: Io, ends: Ends): void {
  definitionFlags(program.command('token').description('print a token of the local issuer'))
    .option('--sub <subject>', 'who the token is for')
    .option('--scope <name>', 'a scope (repeatable)', repeat)
    .option('--claim <pair>', 'name=value; the value may be JSON (repeatable)', repeat)
    .option('--group <name>', 'a group of the user (repeatable)', repeat)
    .option('--groups <name>', 'the same as --group', repeat)
    .option('--audience <name>', 'audience (repeatable; default: that of the local authorizers)', repeat)
    .option('--expires-in <duration>', '90s, 15m, 8h, 30d (default: 1h)')
    .addOption(new Option('--cognito <use>', 'shaped as a token of a Cognito user pool').choices(['id', 'access']))
    .action(async (flags: TokenFlags & { groups?: string[] }) => {
      const { runToken } = await import('../commands/token.ts');
      const { sub, scope, claim, audience, expiresIn, cognito } = flags;
      const groups = [...(flags.group ?? []), ...(flags.groups ?? [])];
      const wanted = presentOptions({ sub, scopes: scope, claims: claim, audience, expiresIn, cognito });
      ends(await runToken({ ...definition(flags, io), ...wanted, groups }, io));
    });
  definitionFlags(program.command('usage').description('used and remaining quota of each API key'))
    .option('--reset', 'forget what was used')
    .option('--key <name>', 'only this API key')
    .option('--json', 'one JSON object a line')
    .action(async (flags: UsageFlags) => {
      const { runUsage } = await import('../commands/usage.ts');
      const { reset, key, json } = flags;
      ends(
        await runUsage({ ...definition(flags, io), ...presentOptions({ reset, key, json }), clock: systemClock }, io),
      );
    });
}

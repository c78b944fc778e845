import type { Command } from 'commander';
import type { Io } from '../io.ts';
import { type DefinitionFlags, type Ends, definition, definitionFlags } from './definition-flags.ts';

/** `exec`, which runs a command beside the emulator. */
export function addExec(program: Command, io: Io, ends: Ends): void {
  definitionFlags(
    program
      .command('exec <command...>')
      .description('start, run a command (gw-emulate exec -- npm test), stop; ends with the exit code of the command')
      .passThroughOptions(),
  )
    .option('--verbose', 'print what the emulator says; otherwise only when the command fails')
    .action(async ([command = '', ...args]: string[], flags: DefinitionFlags & { verbose?: boolean }) => {
      const { runExec } = await import('../commands/exec.ts');
      const verbose = flags.verbose === true;
      ends(await runExec({ ...definition(flags, io), command: [command, ...args], verbose }, io));
    });
}

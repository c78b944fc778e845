import { Command, CommanderError } from 'commander';
import { addCompareCommands } from './arguments/compare-commands.ts';
import { addDefinitionCommands } from './arguments/definition-commands.ts';
import type { Ends } from './arguments/definition-flags.ts';
import { addExec } from './arguments/exec.ts';
import { addFault } from './arguments/fault.ts';
import { addIdentityCommands } from './arguments/identity-commands.ts';
import { addSessionCommands } from './arguments/session-commands.ts';
import { addStart } from './arguments/start.ts';
import { addTools } from './arguments/tools.ts';
import type { Io } from './io.ts';
import { nearest } from '../sources/problems/nearest.ts';
import { VERSION } from '../emulator/version.ts';

/** Wrong usage; 1 is for a configuration or code at fault. */
const USAGE_EXIT = 2;

/** The command line: parses it, runs one command, resolves with the exit code. Commands are loaded when they are asked for. */
export function createProgram(io: Io): { run(argv: readonly string[]): Promise<number> } {
  let exitCode = 0;
  const program = commandLine(io, (code) => void (exitCode = code));
  return {
    async run(argv) {
      const unknown = unknownCommand(program, argv[2]);
      if (unknown !== undefined) {
        io.stderr(unknown);
        return USAGE_EXIT;
      }
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

/** All commands with their options; `ends` is called with the exit code of the one that ran. */
export function commandLine(io: Io, ends: Ends): Command {
  const program = new Command('gw-emulate')
    .description('AWS API Gateway on your own machine: HTTP, REST and WebSocket APIs that invoke your Lambda handlers.')
    .version(VERSION, '-v, --version')
    .showSuggestionAfterError()
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout(text), writeErr: (text) => io.stderr(text) });
  addStart(program, io, ends);
  addDefinitionCommands(program, io, ends);
  addIdentityCommands(program, io, ends);
  addSessionCommands(program, io, ends);
  addFault(program, io, ends);
  addCompareCommands(program, io, ends);
  addTools(program, io, ends);
  addExec(program, io, ends);
  return program;
}

/** Without this the default command would take the word for an argument of its own. */
function unknownCommand(program: Command, word: string | undefined): string | undefined {
  const known = [...program.commands.map((command) => command.name()), 'help'];
  if (word === undefined || word.startsWith('-') || known.includes(word)) return undefined;
  const near = nearest(word, known);
  return `error: unknown command '${word}'${near === undefined ? '' : `\n(Did you mean ${near}?)`}\nSee gw-emulate --help.\n`;
}

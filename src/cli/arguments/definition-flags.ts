import { type Command, InvalidArgumentError } from 'commander';
import type { DefinitionOptions } from '../../emulator/definition/definition.ts';
import type { Io } from '../io.ts';
import { presentOptions } from './present-options.ts';

/** Flags that say which definition is meant. */
export interface DefinitionFlags {
  readonly config?: string;
  readonly port?: number;
  readonly adminPort?: number;
  readonly api?: string[];
  readonly envFile?: string;
}

/** What a command says when it is over: its exit code. */
export type Ends = (code: number) => void;

/** Adds the flags that say which definition is meant. */
export function definitionFlags(command: Command): Command {
  return command
    .option('-c, --config <file>', 'the definition; otherwise the working folder is searched')
    .option('--port <number>', 'port of the first API; the next ones follow; 0 takes free ones', portNumber)
    .option('--admin-port <number>', 'port of the dashboard and the Lambda API; 0 takes a free one', portNumber)
    .option('--api <name>', 'only this API (repeatable)', repeat)
    .option('--env-file <file>', 'variables for the functions, instead of the configuration’s envFile');
}

/** The flags as the emulator takes them. */
export function definition(flags: DefinitionFlags, io: Io): DefinitionOptions {
  const { config, port, adminPort, api, envFile } = flags;
  return { cwd: io.cwd, environment: io.environment, ...presentOptions({ config, port, adminPort, api, envFile }) };
}

/** Reads a port of the command line. */
export function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
  return port;
}

/** Collects an option that may be given several times. */
export function repeat(value: string, before: string[] = []): string[] {
  return [...before, value];
}

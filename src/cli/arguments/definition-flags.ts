import { type Command, InvalidArgumentError } from 'commander';
import type { DefinitionOptions } from '../../emulator/definition/definition.ts';
import type { InputOptions } from '../../sources/describe/options.ts';
import type { Io } from '../io.ts';
import { presentOptions } from '../../model/base/present-options.ts';

/** Flags that say which definition is meant. */
export interface DefinitionFlags {
  readonly config?: string;
  readonly port?: number;
  readonly adminPort?: number;
  readonly edgePort?: number;
  readonly api?: string[];
  readonly envFile?: string;
  readonly stage?: string;
  readonly region?: string;
  readonly param?: Record<string, string>;
  readonly parameter?: Record<string, string>;
  readonly stack?: string[];
  readonly stackName?: string;
  readonly envVars?: string;
  readonly context?: Record<string, string>;
  readonly shared?: string;
}

/** What a command says when it is over: its exit code. */
export type Ends = (code: number) => void;

/** Adds the flags that say which definition is meant. */
export function definitionFlags(command: Command): Command {
  return command
    .option('-c, --config <file>', 'the definition (default: searched in the working folder)')
    .option('--port <number>', 'port of the first API; the next ones follow; 0 takes free ones', portNumber)
    .option('--admin-port <number>', 'port of the dashboard and the Lambda API; 0 takes a free one', portNumber)
    .option('--edge-port <number>', 'one port for all APIs, by host name and by path; 0 takes a free one', portNumber)
    .option('--api <name>', 'only this API (repeatable)', repeat)
    .option('--env-file <file>', 'variables for the functions, instead of the configuration’s envFile')
    .option('--stage <name>', 'the stage of serverless.yml, or the environment of samconfig.toml')
    .option('--region <region>', 'the region that the input is deployed to')
    .option('--param <name=value>', 'a parameter of serverless.yml (repeatable)', pair)
    .option(
      '--parameter <name=value>',
      'a parameter of a CloudFormation or SAM template, a variable of a Terraform folder (repeatable)',
      pair,
    )
    .option('--stack <name>', 'of a cloud assembly, only this stack (repeatable)', repeat)
    .option('--context <name=value>', 'context of a CDK app, as the CDK CLI takes it (repeatable)', pair)
    .option('--stack-name <name>', 'the name that a template is deployed as; "local" unless given')
    .option('--env-vars <file>', 'variables of the functions of a template, as "sam local" takes them')
    .option('--shared <url>', 'a Valkey or Redis with the state of all emulators that are one gateway');
}

/** The flags as the emulator takes them. */
export function definition(flags: DefinitionFlags, io: Io): DefinitionOptions {
  const { config, port, adminPort, edgePort, api, envFile, shared } = flags;
  return {
    cwd: io.cwd,
    environment: io.environment,
    ...presentOptions({ config, port, adminPort, edgePort, api, envFile, shared }),
    input: inputOptions(flags),
  };
}

/** The flags that choose what of an input is read. */
export function inputOptions(flags: DefinitionFlags): InputOptions {
  const { stage, region, param: params, parameter: parameters, stack: stacks, stackName, envVars, context } = flags;
  return presentOptions({ stage, region, params, parameters, stacks, stackName, envVars, context });
}

/** Reads a port of the command line. */
export function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
  return port;
}

/** Collects `name=value` options. */
export function pair(text: string, before: Record<string, string> = {}): Record<string, string> {
  const equals = text.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError('Write it as name=value.');
  return { ...before, [text.slice(0, equals)]: text.slice(equals + 1) };
}

/** Collects an option that may be given several times. */
export function repeat(value: string, before: string[] = []): string[] {
  return [...before, value];
}

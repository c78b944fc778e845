import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { InputContext } from '../../input.ts';
import type { CdkConfig } from './cdk-config.ts';
import { dockerStandIn } from './docker-stand-in.ts';

/** Longer contexts go through a file, as the CDK CLI does it: Linux takes 128 KiB for one variable. */
const LONGEST_VARIABLE = 100_000;

/** Versions that an app asks after; high enough that no library takes the CLI for outdated. */
const CLI_VERSION = '2.1100.0';
const ASSEMBLY_VERSION = '99.0.0';

/** The environment in which the CDK CLI runs an app. */
export function appEnvironment(
  config: CdkConfig,
  output: string,
  context: InputContext,
): Record<string, string | undefined> {
  const { environment, options } = context;
  const region = options.region ?? context.region ?? environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'];
  return {
    ...environment,
    ...dockerStandIn(dirname(output), environment),
    PATH: withCommandsOf(config.folder, environment['PATH']),
    CDK_OUTDIR: output,
    CDK_CLI_VERSION: CLI_VERSION,
    CDK_CLI_ASM_VERSION: ASSEMBLY_VERSION,
    CDK_DEFAULT_ACCOUNT: context.accountId ?? '123456789012',
    CDK_DEFAULT_REGION: region ?? 'us-east-1',
    ...contextVariables(config, output),
  };
}

/** Commands of the project's packages are found without npx, as where the CDK CLI is one of them. */
function withCommandsOf(folder: string, path: string | undefined): string {
  const folders: string[] = [];
  for (let current = folder; ; current = dirname(current)) {
    const commands = join(current, 'node_modules', '.bin');
    if (existsSync(commands)) folders.push(commands);
    if (dirname(current) === current) break;
  }
  return [...folders, ...(path === undefined ? [] : [path])].join(delimiter);
}

function contextVariables({ context }: CdkConfig, output: string): Record<string, string> {
  const json = JSON.stringify(context);
  if (json.length <= LONGEST_VARIABLE) return { CDK_CONTEXT_JSON: json };
  const file = join(output, '..', 'cdk-context.json');
  writeFileSync(file, json);
  return { CDK_CONTEXT_JSON: '{}', CONTEXT_OVERFLOW_LOCATION: file };
}

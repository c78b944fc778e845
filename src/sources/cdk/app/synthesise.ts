import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { InputContext } from '../../input.ts';
import { appEnvironment } from './app-environment.ts';
import { type CdkConfig, readCdkConfig } from './cdk-config.ts';
import { forgetMissing } from './docker-stand-in.ts';
import { appCommand, runCommand } from './run-command.ts';
import { saySynthesisFailure } from './synthesis-failure.ts';
import { sourceFiles } from './source-files.ts';
import { statsOf } from '../../../model/base/stats-of.ts';
import { makeStateFolder } from '../../../model/base/state-folder.ts';

/**
 * Runs the app of a `cdk.json` as `cdk synth` does, without the CDK CLI. Returns the folder of the assembly; `undefined` after a failure, which
 * becomes problems. Assets in the folder are named by their content, so that an assembly that is being served stays whole meanwhile.
 */
export async function synthesise(file: string, context: InputContext): Promise<string | undefined> {
  const config = readCdkConfig(file, context);
  if (config === undefined) return undefined;
  const ready = resolve(config.folder, config.app);
  if (isAssembly(ready)) return ready;
  for (const source of sourceFiles(config)) context.files.add(source);
  const output = outputFolder(config);
  forgetMissing(output);
  const environment = appEnvironment(config, output, context);
  const commands = [config.build, appCommand(config)].filter((command) => command !== undefined);
  for (const command of commands) {
    const result = await runCommand(command, config.folder, environment, context.signal);
    if (result.failure === undefined) continue;
    saySynthesisFailure(command, result, config.folder, context);
    return undefined;
  }
  if (existsSync(join(output, 'manifest.json'))) return output;
  context.problems.error(
    `"${config.app}" wrote no cloud assembly`,
    undefined,
    'An app ends with app.synth(), or lets the CDK do so when the process ends.',
  );
  return undefined;
}

/** Whether a folder is one that `synthesise` lets apps write to, not an assembly of the user's. */
export function isOwnOutput(folder: string): boolean {
  return folder.endsWith(OUTPUT);
}

const OUTPUT = join('.gw-emulate', 'cdk.out');

/** Beside the app, so that source maps and modules are found from there as from `cdk.out`. */
function outputFolder({ folder }: CdkConfig): string {
  const home = join(folder, '.gw-emulate');
  const output = join(home, 'cdk.out');
  makeStateFolder(home);
  mkdirSync(output, { recursive: true });
  return output;
}

/** `"app": "cdk.out"` names an assembly instead of a command. */
function isAssembly(path: string): boolean {
  return statsOf(path)?.isDirectory() === true && existsSync(join(path, 'manifest.json'));
}

import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { InputContext } from '../../input.ts';
import { type JsonMap, mapAt, readJsonFile, textAt } from '../assembly/json-file.ts';

/** What `cdk.json` says of an app. */
export interface CdkConfig {
  /** Folder of the file, in which the commands run. */
  readonly folder: string;
  /** The command that synthesises, or the folder of an assembly that is synthesised already. */
  readonly app: string;
  /** A command that runs before it. */
  readonly build?: string;
  /** What the app finds with `tryGetContext`. */
  readonly context: JsonMap;
  readonly watch: { readonly include: readonly string[]; readonly exclude: readonly string[] };
}

/** The context under which the CDK CLI runs an app, unless `cdk.json` turns it off. */
const SETTINGS: readonly (readonly [setting: string, contextKey: string])[] = [
  ['pathMetadata', 'aws:cdk:enable-path-metadata'],
  ['assetMetadata', 'aws:cdk:enable-asset-metadata'],
  ['versionReporting', 'aws:cdk:version-reporting'],
];

/** Reads `cdk.json` with `cdk.context.json` beside it, and the user's own `~/.cdk.json`; `undefined` where no app can be run. */
export function readCdkConfig(file: string, context: InputContext): CdkConfig | undefined {
  const { app: given, context: givenContext } = context.options;
  const config = given === undefined ? readJsonFile(file, 'cdk.json', context) : optional(file, context);
  if (config === undefined) return undefined;
  const folder = dirname(file);
  const app = given ?? textAt(config, 'app');
  if (app === undefined || app.trim() === '') {
    context.problems.error(
      `${relative(context.cwd, file)} has no "app"`,
      undefined,
      'It is the command that synthesises, such as "npx ts-node bin/app.ts".',
    );
    return undefined;
  }
  const build = textAt(config, 'build');
  return {
    folder,
    app,
    ...(build !== undefined && { build }),
    context: { ...contextOf(config, folder, context), ...givenContext },
    watch: { include: textsAt(config, 'include'), exclude: textsAt(config, 'exclude') },
  };
}

/** Later wins: the user's file, the app's `cdk.context.json`, `cdk.json`, the settings that the CLI turns into context. What is given stands above all. */
function contextOf(config: JsonMap, folder: string, context: InputContext): JsonMap {
  const home = context.environment['HOME'];
  const user = home === undefined ? {} : optional(join(home, '.cdk.json'), context);
  const stored = optional(join(folder, 'cdk.context.json'), context);
  const settings: Record<string, unknown> = { 'aws:cdk:bundling-stacks': ['**'] };
  for (const [setting, key] of SETTINGS) if (config[setting] !== false) settings[key] = true;
  if (config['staging'] === false) settings['aws:cdk:disable-asset-staging'] = true;
  return { ...mapAt(user, 'context'), ...stored, ...mapAt(config, 'context'), ...settings };
}

function optional(file: string, context: InputContext): JsonMap {
  context.files.add(file);
  return existsSync(file) ? (readJsonFile(file, relative(context.cwd, file), context) ?? {}) : {};
}

function textsAt(config: JsonMap, key: string): string[] {
  const value = mapAt(config, 'watch')[key];
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((item): item is string => typeof item === 'string');
}

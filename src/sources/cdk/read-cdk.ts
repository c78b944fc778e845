import { basename, join, resolve, sep } from 'node:path';
import { readStacks } from '../cloudformation/read.ts';
import type { InputContext, ReadInput } from '../input.ts';
import { EnvVars } from '../template/env-vars.ts';
import { isOwnOutput, synthesise } from './app/synthesise.ts';
import { readAssembly } from './assembly/read-assembly.ts';
import { stackOf } from './assembly/stack.ts';
import { wanted } from './assembly/wanted-stacks.ts';
import { statsOf } from '../../model/base/stats-of.ts';

/**
 * Reads a CDK app: a cloud assembly (`cdk.out/`), or a `cdk.json`, whose app is synthesised first. What is wrong becomes problems of the
 * context; after a failed synthesis there are no resources, and an earlier assembly keeps serving.
 */
export async function readCdk(input: string, context: InputContext): Promise<ReadInput> {
  const nothing: ReadInput = { kind: 'cdk', resources: undefined };
  const isApp = isAppFile(input);
  const folder = isApp ? await synthesise(input, context) : folderOf(input);
  if (folder === undefined) return nothing;
  const assembly = readAssembly(folder, context);
  if (assembly === undefined) return nothing;
  const hasMore = assembly.length > 1;
  const stacks = wanted(assembly, context).flatMap((artifact) => stackOf(artifact, hasMore, context) ?? []);
  const { envVars: file } = context.options;
  const envVars = file === undefined ? undefined : EnvVars.read(resolve(context.cwd, file), context);
  const resources = await readStacks(stacks, folder, context, (template) => envVars?.apply(template));
  envVars?.check(context);
  if (isApp && isOwnOutput(folder)) forgetOutput(folder, context);
  return { kind: 'cdk', resources };
}

function isAppFile(input: string): boolean {
  return basename(input) === 'cdk.json' || (basename(input) !== 'manifest.json' && input.endsWith('.json'));
}

/** `manifest.json` stands for its folder. */
function folderOf(input: string): string {
  return statsOf(input)?.isFile() === true ? join(input, '..') : input;
}

/** What the app wrote changes by a synthesis only: to watch it would lead from one synthesis to the next. */
function forgetOutput(folder: string, { files }: InputContext): void {
  for (const file of files) if (file.startsWith(folder + sep)) files.delete(file);
}

import { dirname } from 'node:path';
import { presentOptions } from '../model/base/present-options.ts';
import { readCloudFormation, readStacks } from './cloudformation/read.ts';
import type { FoundDefinition } from './find-definition.ts';
import type { InputContext, ReadInput } from './input.ts';

type Read = (file: string, context: InputContext) => Promise<ReadInput>;

/** The kinds of input that go through AWS resources. Each is loaded when it is met. */
const READERS: Partial<Record<FoundDefinition['kind'], Read>> = {
  template: readCloudFormation,
  openapi: async (file, context) => (await import('./read-openapi.ts')).readOpenApi(file, context),
  serverless: readServerless,
  cdk: async (file, context) => (await import('./cdk/index.ts')).readCdk(file, context),
  terraform: async (file, context) => (await import('./terraform/index.ts')).readTerraform(file, context),
};

/** Reads an input with everything that it refers to. What is wrong becomes problems of the context. */
export async function readInput(
  { kind, file }: FoundDefinition,
  context: InputContext,
): Promise<ReadInput | undefined> {
  return READERS[kind]?.(file, context);
}

async function readServerless(file: string, context: InputContext): Promise<ReadInput> {
  const { read } = await import('./serverless/index.ts');
  const { options, values, environment, accountId, cwd, problems, kept } = context;
  const { stage, region = context.region, params } = options;
  const project = await read(file, {
    values,
    environment,
    cwd,
    problems,
    ...presentOptions({ stage, region, params, accountId, kept }),
  });
  for (const one of project.files) context.files.add(one);
  const { template, stackName, parameters, isMadeElsewhereBy } = project;
  if (template === undefined) return { kind: 'serverless', resources: undefined };
  const stack = {
    template,
    name: stackName,
    idPrefix: '',
    region: project.region,
    parameters,
    ...presentOptions({ isMadeElsewhereBy }),
  };
  return {
    kind: 'serverless',
    local: project.local,
    resources: await readStacks([stack], dirname(file), { ...context, region: project.region }),
  };
}

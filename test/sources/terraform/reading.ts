import { join } from 'node:path';
import { build } from '../../../src/sources/aws-resources/build/build.ts';
import type { Description } from '../../../src/sources/describe/document.ts';
import { describe } from '../../../src/sources/describe/describe.ts';
import { readTerraform } from '../../../src/sources/terraform/index.ts';
import { inputContext, type TestContext } from '../input-context.ts';
import { writtenFolder } from '../written-folder.ts';
import { planJson, type WrittenModule } from './plan-json.ts';

export interface Read {
  readonly described: Description;
  readonly said: readonly string[];
  readonly context: TestContext;
}

/** What `describe` says of a plan, and every problem. */
export async function readPlan(
  root: WrittenModule,
  files: Readonly<Record<string, unknown>> = {},
  values: Readonly<Record<string, string>> = {},
): Promise<Read> {
  return readJson(planJson(root), files, values);
}

/** The same of any JSON. */
export async function readJson(
  json: unknown,
  files: Readonly<Record<string, unknown>> = {},
  values: Readonly<Record<string, string>> = {},
): Promise<Read> {
  const folder = writtenFolder({ 'plan.json': json, ...files });
  const context = inputContext(folder);
  const { resources } = await readTerraform(join(folder, 'plan.json'), { ...context, values });
  if (resources === undefined) throw new Error(context.said.join('\n'));
  const { problems, readFile, files: read } = context;
  const built = build(resources, { cwd: folder, problems, checks: {}, readFile, files: read });
  return { described: describe({ source: 'terraform', ...built }), said: context.said, context };
}

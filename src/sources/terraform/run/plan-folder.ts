import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { InputContext } from '../../input.ts';
import { type OpenedDocument, parseDocument } from '../document/open-document.ts';
import { explainFailure } from './plan-failure.ts';
import { runProgram, type ProgramResult } from './run-program.ts';
import { hasTerraformFiles, isOpenTofu, terraformFiles } from './terraform-files.ts';

/**
 * Makes a plan of a folder as the user would (`plan`, then `show -json`), and returns its JSON; `undefined` after a failure, which becomes a
 * problem. Nothing is installed, locked or applied. The plan, which may hold secrets, is readable for the user only and removed at once.
 */
export async function planFolder(folder: string, context: InputContext): Promise<OpenedDocument | undefined> {
  const name = relative(context.cwd, folder) || 'this folder';
  if (!hasTerraformFiles(folder)) {
    context.problems.error(`${name} has no Terraform files (*.tf)`);
    return undefined;
  }
  for (const file of terraformFiles(folder)) context.files.add(file);
  const home = mkdtempSync(join(tmpdir(), 'gw-emulate-plan-'));
  try {
    const file = join(home, 'plan');
    const planned = await runStep(['plan', ...planFlags(file, context)], folder, context);
    if (planned === undefined) return undefined;
    const shown = await runStep(['show', '-json', '-no-color', file], folder, context, planned);
    return shown === undefined ? undefined : parseDocument(shown.output, `the plan of ${name}`, context);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** No questions, no lock, no look at what AWS has: the state says what is there. */
function planFlags(file: string, { options }: InputContext): string[] {
  const variables = Object.entries(options.parameters ?? {}).map(([name, value]) => `-var=${name}=${value}`);
  return ['-input=false', '-lock=false', '-refresh=false', '-no-color', ...variables, `-out=${file}`];
}

interface Step extends ProgramResult {
  readonly program: string;
}

async function runStep(
  parameters: readonly string[],
  folder: string,
  context: InputContext,
  before?: Step,
): Promise<Step | undefined> {
  const environment = { ...context.environment, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' };
  const programs = before === undefined ? programsFor(folder) : [before.program];
  for (const program of programs) {
    const result = await runProgram(program, parameters, folder, environment, context.signal);
    if (result.isMissing === true) continue;
    if (result.failure === undefined) return { ...result, program };
    const step = parameters[0] ?? '';
    const { message, hint, place } = explainFailure(
      { program, step },
      result.failure,
      result.errors,
      folder,
      context.cwd,
    );
    context.problems.error(message, place, hint);
    return undefined;
  }
  context.problems.error(
    `neither terraform nor tofu is installed, and a folder of .tf files needs one of them`,
    undefined,
    'Install it, or name the JSON of a plan that was made elsewhere: -c plan.json',
  );
  return undefined;
}

function programsFor(folder: string): readonly string[] {
  return isOpenTofu(folder) ? ['tofu', 'terraform'] : ['terraform', 'tofu'];
}

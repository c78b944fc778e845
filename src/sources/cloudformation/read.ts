import { dirname, relative } from 'node:path';
import type { Position } from '../../model/base/position.ts';
import { jsonMistake } from '../problems/json-mistake.ts';
import { TextPositions } from '../problems/text-positions.ts';
import { whyUnreadable } from '../problems/unreadable.ts';
import { Positions } from '../template/positions.ts';
import { readTemplateText } from '../template/read-template.ts';
import type { Template } from '../template/template.ts';
import type { InputContext, ReadInput } from '../input.ts';
import { checkTemplate } from './check/check-template.ts';
import { DeployedStacks } from './deployed-stacks.ts';
import { transformOrKept } from './kept-transform.ts';
import { expandLoops } from './for-each.ts';
import { includeFiles } from './include/read-included.ts';
import { readRecords } from './records/read-records.ts';
import { describeValue, isMap } from './resolve/values.ts';
import { loadSam, type Sam, samContext } from './sam.ts';
import type { Stack } from './stack.ts';
import { StackScope } from './stack-scope.ts';

/** Reads a CloudFormation or SAM template with everything it refers to. What is wrong becomes problems of the context. */
export async function readCloudFormation(file: string, context: InputContext): Promise<ReadInput> {
  const template = openTemplate(file, context);
  if (template === undefined) return { kind: 'cloudformation', resources: undefined };
  const { localRun } = await import('../sam/local/local-run.ts');
  const run = await localRun(dirname(file), context);
  const { options } = run.context;
  const stack: Stack = {
    template,
    name: options.stackName ?? 'local',
    idPrefix: '',
    parameters: options.parameters ?? {},
    givenAt: run.parameterAt,
  };
  const sam = await loadSam([template]);
  const kind = sam?.isSamTemplate(template.value) === true ? 'sam' : 'cloudformation';
  const resources = await readStacks([stack], dirname(file), run.context, run.finish);
  run.check();
  return { kind, resources };
}

/**
 * The resources of stacks whose templates are read already. `root` is the folder of the input; `finish` completes each template after its
 * macros.
 */
export async function readStacks(
  stacks: readonly Stack[],
  root: string,
  context: InputContext,
  finish: (template: Template) => void = () => undefined,
): Promise<ReadInput['resources']> {
  const sam = await loadSam(stacks.map((one) => one.template));
  const open = (path: string, namedAt: Position | undefined): Template | undefined =>
    openTemplate(path, context, namedAt);
  const prepared = (stack: Stack, all: DeployedStacks): Stack => {
    const ready = prepare(stack, all, context, sam);
    finish(ready.template);
    return ready;
  };
  const deployed = new DeployedStacks(stacks, context, prepared, open);
  // What a transform refused is missing, and everything that names it would be said too.
  if (!context.problems.hasErrors) for (const scope of deployed.scopes) checkTemplate(scope);
  const { resources, notRun } = readRecords(deployed);
  return { region: deployed.region, accountId: deployed.accountId, root, resources, notRun };
}

/** In CloudFormation's order: included files first, then the macros, each with the parameters' values. */
function prepare(stack: Stack, all: DeployedStacks, context: InputContext, sam: Sam | undefined): Stack {
  const { template } = stack;
  const scope = new StackScope(stack, all);
  scope.parameters.check();
  includeFiles(template, scope, context);
  expandLoops(template.value, scope, template.positions);
  if (sam?.isSamTemplate(template.value) !== true) return stack;
  return { ...stack, template: transformOrKept(template, samContext(scope), context, sam.transformSam) };
}

/** Reads one template file; what is wrong with it becomes problems. */
function openTemplate(file: string, context: InputContext, namedAt?: Position): Template | undefined {
  const name = relative(context.cwd, file);
  context.files.add(file);
  let text: string;
  try {
    text = context.readFile(file);
  } catch (error) {
    context.problems.error(`the template cannot be read: ${whyUnreadable(error, name)}`, namedAt);
    return undefined;
  }
  const positions = new Positions();
  const { value, isBroken } = readTemplateText(text, name, context.problems, positions, context.kept);
  if (isBroken) return undefined;
  if (file.endsWith('.json')) sayNotJson(text, name, context);
  if (!isMap(value) || !isMap(value['Resources'])) {
    const found = isMap(value) ? 'it has no Resources' : `found ${describeValue(value)}`;
    const at = isMap(value) ? positions.ofObject(value) : { file: name, line: 1, column: 1 };
    context.problems.error(`${name} is not a template: ${found}`, at, 'A template is a map with Resources.');
    return undefined;
  }
  return { value, positions, file: name, folder: dirname(file), texts: [name, text] };
}

/** What is no JSON may still be YAML, which is a superset of it: it works here, and AWS refuses it. */
function sayNotJson(text: string, file: string, { problems }: InputContext): void {
  const mistake = /^\s*\{/.test(text) ? jsonMistake(text) : undefined;
  if (mistake === undefined) return;
  const position = { file, ...new TextPositions(text).at(mistake.offset) };
  problems.warning(`not valid JSON: ${mistake.message}`, position, 'It is read as YAML here; AWS refuses it.');
}

import { lambdaTargetOf } from '../../model/lambda/arn.ts';
import type { LambdaTarget } from '../../model/definition/integration.ts';
import { nearestHint } from '../problems/nearest.ts';
import type { DocumentPlace } from './document/document-place.ts';
import type { ImportContext } from './import-context.ts';

const INVOCATIONS = /:lambda:path\/\/?[\d-]+\/functions\/(.+?)\/(?:response-streaming-)?invocations$/;
/** What stands for an ARN in documents that are never deployed as they are: a name, `function:name:alias`, an account before it. */
const SHORT_NAME =
  /^(?:\d{12}:)?(?:function:)?([\w-]+|\$\{stageVariables\.\w+\})(?::([\w$-]+|\$\{stageVariables\.\w+\}))?$/;

/**
 * The function that a URI names: its ARN, the ARN wrapped for API Gateway, or a bare name in either place. Both parts may be stage
 * variables. `undefined` when the URI names no function.
 */
export function functionTargetOf(uri: string, { options }: Pick<ImportContext, 'options'>): LambdaTarget | undefined {
  const target = options.lambdaTarget?.(uri) ?? lambdaTargetOf(uri);
  if (target) return target;
  const match = SHORT_NAME.exec(INVOCATIONS.exec(uri)?.[1] ?? uri);
  if (!match?.[1]) return undefined;
  return { functionName: match[1], ...(match[2] !== undefined && { qualifier: match[2] }) };
}

/** An error at `place` when there is no such function, where the functions are known. Names with stage variables are known only later. */
export function checkFunctionExists(target: LambdaTarget, place: DocumentPlace, context: ImportContext): void {
  const { functions } = context.options;
  const { functionName } = target;
  if (!functions || functions.includes(functionName) || functionName.includes('${')) return;
  const hint = () => nearestHint(functionName, functions, 'functions');
  context.problems.error(`there is no function "${functionName}"`, place.position, hint);
}

import type { Problem } from '../../model/base/position.ts';
import type { LambdaFunction } from '../../model/definition/function.ts';
import { nodeOptionWords } from '../host/node-options.ts';

/** Options in a function's `NODE_OPTIONS` that the Node of the emulator refuses to start with. What another binary takes is not known here. */
export function nodeOptionProblems({ name, node, code, environment, declaredAt }: LambdaFunction): Problem[] {
  const options = environment['NODE_OPTIONS'];
  if (options === undefined || node !== undefined || code.kind === 'command') return [];
  return nodeOptionWords(options)
    .filter((word) => word.startsWith('-') && !process.allowedNodeEnvironmentFlags.has(word))
    .map((word) => ({
      severity: 'error',
      message: `${name}: Node ${process.versions.node} does not take ${word} in NODE_OPTIONS`,
      hint: 'The function cannot start with it, here or on AWS. Remove the option.',
      ...(declaredAt === undefined ? {} : { position: declaredAt }),
    }));
}

import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { LambdaFunction } from '../../../model/definition/function.ts';

/**
 * The script of `AWS_LAMBDA_EXEC_WRAPPER`, which starts the runtime instead of Lambda and is given the runtime's command line. `/opt` stands for
 * the layers, the last one first; `/var/task` for the function's folder.
 */
export function execWrapper(lambda: LambdaFunction, variables: Readonly<Record<string, string>>): string[] {
  const wrapper = variables['AWS_LAMBDA_EXEC_WRAPPER'];
  if (wrapper === undefined || wrapper === '') return [];
  if (existsSync(wrapper) && isAbsolute(wrapper)) return [wrapper];
  const [, place, path = ''] = /^\/(opt|var\/task)\/(.+)$/.exec(wrapper) ?? [];
  if (place === 'var/task') return [join(lambda.root, path)];
  const inLayer = [...lambda.layers].reverse().find((layer) => existsSync(join(layer, path)));
  return [place === 'opt' && inLayer !== undefined ? join(inLayer, path) : resolve(lambda.root, wrapper)];
}

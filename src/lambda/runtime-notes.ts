import type { LambdaFunction } from '../model/definition/function.ts';
import { nodeVersionOf } from './environment/node-version.ts';

/** Function names that a note lists; more are counted. */
const MAX_NAMES = 3;

/** Says once for each `runtime:` that names a Node generation other than the one that runs. */
export class RuntimeNotes {
  readonly #told = new Set<string>();

  /** Sentences about runtimes that have not been mentioned yet. */
  about(functions: Readonly<Record<string, LambdaFunction>>): string[] {
    const named = new Map<string, { readonly runtime: string; readonly runs: string; readonly functions: string[] }>();
    for (const lambda of Object.values(functions)) {
      const wanted = nodeMajor(lambda);
      const runs = wanted === undefined ? '' : nodeVersionOf(lambda.node);
      const key = `${wanted} ${runs}`;
      if (wanted === undefined || runs.startsWith(`${wanted}.`) || this.#told.has(key)) continue;
      const group = named.get(key) ?? { runtime: lambda.runtime ?? '', runs, functions: [] };
      group.functions.push(lambda.name);
      named.set(key, group);
    }
    for (const key of named.keys()) this.#told.add(key);
    return [...named.values()].map(
      ({ runtime, runs, functions: names }) =>
        `runtime ${runtime} is Node ${runs} here (${listed(names)}). node: names the binary of another version.`,
    );
  }
}

/** What `nodejs22.x` names; `undefined` where the runtime is not a Node, or a program brings its own. */
function nodeMajor(lambda: LambdaFunction): string | undefined {
  return lambda.code.kind === 'command' ? undefined : /^nodejs(\d+)/.exec(lambda.runtime ?? '')?.[1];
}

function listed(names: readonly string[]): string {
  const more = names.length - MAX_NAMES;
  return more > 0 ? `${names.slice(0, MAX_NAMES).join(', ')} and ${more} more` : names.join(', ');
}

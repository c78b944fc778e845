import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import type { LambdaFunction } from '../../model/definition/function.ts';
import type { Problem } from '../../model/base/position.ts';
import type { FunctionBuild } from '../../model/lambda/invocation.ts';
import { sameCode } from '../bundle/built-function.ts';
import type { FunctionCodeState } from '../bundle/built-function.ts';
import { UnpackedFolders } from '../zip/unpacked-folder.ts';
import { deploy } from './deployment.ts';
import type { Deployment } from './deployment.ts';
import { stateFolder } from '../../model/base/state-folder.ts';

type Functions = Readonly<Record<string, LambdaFunction>>;

export interface Prepared {
  /** The functions as they are run. */
  readonly functions: Functions;
  /** Code that is not what it was, of functions that are not built from source. */
  readonly newCode: ReadonlyMap<string, FunctionCodeState>;
  /** Those of them whose code or problems are not what they were. */
  readonly builds: readonly FunctionBuild[];
}

/** The packages of all functions: layers, zip files, programs. */
export class Deployments {
  readonly #folders: UnpackedFolders;
  readonly #shell: Readonly<Record<string, string | undefined>>;
  #deployments = new Map<string, Deployment>();
  #asWritten: Functions = {};

  /** `root`: the project's folder; zip files are unpacked below its `.gw-emulate/`. */
  constructor(root: string, shell: Readonly<Record<string, string | undefined>>) {
    this.#folders = new UnpackedFolders(join(stateFolder(root), 'layers'));
    this.#shell = shell;
  }

  /** Puts in place what these functions need (the last given ones when omitted). */
  prepare(functions: Functions = this.#asWritten): Prepared {
    const before = this.#deployments;
    this.#asWritten = functions;
    this.#deployments = new Map(
      Object.entries(functions).map(([name, lambda]) => [name, deploy(lambda, this.#folders, this.#shell)]),
    );
    const builds: FunctionBuild[] = [];
    const newCode = new Map<string, FunctionCodeState>();
    for (const [functionName, { code, problems }] of this.#deployments) {
      if (code === undefined) continue;
      const old = before.get(functionName);
      if (!sameCode(old?.code, code)) newCode.set(functionName, code);
      if (newCode.has(functionName) || !isDeepStrictEqual(old?.problems, problems)) {
        builds.push(buildOf(functionName, code, problems));
      }
    }
    const deployed = [...this.#deployments].map(([name, { lambda }]) => [name, lambda] as const);
    return { functions: Object.fromEntries(deployed), newCode, builds };
  }

  /** The code of a function that is not built from source. */
  codeOf(functionName: string): FunctionCodeState | undefined {
    return this.#deployments.get(functionName)?.code;
  }

  /** The same builds; those from source with what is wrong with the layers of their functions. */
  complete(builds: readonly FunctionBuild[]): FunctionBuild[] {
    return builds.map((build) => {
      const { code, problems = [] } = this.#deployments.get(build.functionName) ?? {};
      return code !== undefined || problems.length === 0
        ? build
        : { ...build, problems: [...problems, ...build.problems] };
    });
  }

  /** Whether something is wrong with the packages of a function. */
  isIncomplete(functionName: string): boolean {
    return (this.#deployments.get(functionName)?.problems.length ?? 0) > 0;
  }

  /** Functions that are not built from source, with their problems. */
  builds(): FunctionBuild[] {
    return [...this.#deployments].flatMap(([functionName, { code, problems }]) =>
      code === undefined ? [] : [buildOf(functionName, code, problems)],
    );
  }

  /** Files whose change asks for another `prepare`. */
  files(): ReadonlySet<string> {
    return new Set([...this.#deployments.values()].flatMap(({ files }) => files));
  }
}

function buildOf(functionName: string, code: FunctionCodeState, problems: readonly Problem[]): FunctionBuild {
  return { functionName, problems, tookMs: 0, serves: code.kind === 'ready' ? 'this' : 'nothing' };
}

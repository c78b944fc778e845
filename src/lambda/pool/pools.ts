import { isDeepStrictEqual } from 'node:util';
import type { LambdaFunction } from '../../model/definition/function.ts';
import type { FunctionCodeState } from '../bundle/built-function.ts';
import type { ToEnvironment } from '../environment/protocol.ts';
import { FunctionPool } from './function-pool.ts';
import type { EnvironmentCounts, PoolServices } from './pool-services.ts';
import { WarmBudget } from './warm-budget.ts';
import type { WarmLimits } from './warm-budget.ts';

/** The pools of all functions: those that are defined, and those that were and still have something to do. */
export class Pools {
  readonly #services: PoolServices;
  readonly #warm: WarmBudget;
  readonly #defined = new Map<string, FunctionPool>();
  readonly #leaving = new Set<FunctionPool>();

  constructor(services: Omit<PoolServices, 'warm'>, limits: WarmLimits) {
    this.#warm = new WarmBudget(services.clock, limits, () => this.#all());
    this.#services = { ...services, warm: this.#warm };
  }

  get(functionName: string): FunctionPool | undefined {
    return this.#defined.get(functionName);
  }

  /** The function as it is from now on. It gets new environments when it changed, when its code is `newCode`, or when all are wanted `anew`. */
  define(
    lambda: LambdaFunction,
    code: FunctionCodeState,
    { newCode, anew }: { newCode: boolean; anew: boolean },
  ): void {
    const pool = this.#defined.get(lambda.name);
    if (!pool) this.#defined.set(lambda.name, new FunctionPool(lambda, code, this.#services));
    else if (anew || newCode || !sameDefinition(pool.lambda, lambda)) pool.replace(lambda, code);
  }

  /** Functions that are no longer defined take no calls; what they are doing they may finish. */
  removeOthers(functions: Readonly<Record<string, LambdaFunction>>): void {
    for (const [name, pool] of this.#defined) {
      if (Object.hasOwn(functions, name)) continue;
      this.#defined.delete(name);
      this.#leaving.add(pool);
      void this.#leave(pool);
    }
  }

  broadcast(message: ToEnvironment): void {
    for (const pool of this.#all()) pool.broadcast(message);
  }

  counts(): Record<string, EnvironmentCounts> {
    return Object.fromEntries([...this.#defined].map(([name, pool]) => [name, pool.counts()]));
  }

  /** Ends environments that have been free since before that time. */
  retire(before: number): void {
    for (const pool of this.#defined.values()) pool.retire(before);
  }

  /** Entry outputs that environments still run. */
  codeInUse(): ReadonlySet<string> {
    return new Set(this.#all().flatMap((pool) => pool.codeInUse()));
  }

  /** Resolves when no function runs any more, or when so many milliseconds are over. */
  async drain(graceMs: number): Promise<void> {
    let cancel = (): void => undefined;
    const timeIsUp = new Promise<void>((resolve) => {
      cancel = this.#services.clock.after(graceMs, resolve);
    });
    await Promise.race([Promise.all(this.#all().map((pool) => pool.drain())), timeIsUp]);
    cancel();
  }

  /** Resolves when every environment is gone. Invocations that run or wait fail. */
  async close(): Promise<void> {
    this.#warm.close();
    await Promise.all(this.#all().map((pool) => pool.close()));
  }

  #all(): FunctionPool[] {
    return [...this.#defined.values(), ...this.#leaving];
  }

  async #leave(pool: FunctionPool): Promise<void> {
    await pool.drain();
    await pool.close();
    this.#leaving.delete(pool);
  }
}

/** Where a function stands in the file may change without its environments having to. */
function sameDefinition(a: LambdaFunction, b: LambdaFunction): boolean {
  return isDeepStrictEqual(withoutPosition(a), withoutPosition(b));
}

function withoutPosition({ declaredAt: _declaredAt, url: _url, ...rest }: LambdaFunction): object {
  return rest;
}

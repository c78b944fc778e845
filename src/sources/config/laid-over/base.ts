import type { Api } from '../../../model/definition/api.ts';
import type { LambdaFunction } from '../../../model/definition/function.ts';
import type { Model } from '../../../model/definition/model.ts';
import type { Problem } from '../../../model/base/position.ts';

/** What a configuration says of the input that it is laid over. */
export interface WantedBase {
  /** Absolute path of the file or folder. */
  readonly file: string;
  /** What it is, where a key says so; else as its name and content say. */
  readonly kind?: 'cdk' | 'terraform';
  readonly stage?: string;
  readonly region?: string;
  readonly accountId?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly stacks?: readonly string[];
  readonly stackName?: string;
  readonly app?: string;
  readonly context?: Readonly<Record<string, unknown>>;
  /** `values:`: what cannot be known here. */
  readonly values: Readonly<Record<string, string>>;
  /** Folder that paths among the values are relative to. */
  readonly valuesFolder: string;
}

export interface ReadBase {
  /** `undefined` when there are errors among the problems. */
  readonly model: Model | undefined;
  readonly problems: readonly Problem[];
  readonly files: readonly string[];
}

/** The definition that a configuration is laid over. */
export class Base {
  readonly #functions = new Map<string, LambdaFunction>();
  readonly #apis: ReadonlyMap<string, Api>;

  constructor(readonly model: Model) {
    for (const lambda of Object.values(model.functions)) {
      this.#functions.set(lambda.name, lambda);
      if (lambda.id !== undefined) this.#functions.set(lambda.id, lambda);
    }
    this.#apis = new Map(model.apis.map((api) => [api.name, api]));
  }

  /** Names and ids that a function may be called by. */
  get functionNames(): string[] {
    return [...this.#functions.keys()];
  }

  get apiNames(): string[] {
    return [...this.#apis.keys()];
  }

  /** A function by its name or its id in the input. */
  function(name: string): LambdaFunction | undefined {
    return this.#functions.get(name);
  }

  api(name: string): Api | undefined {
    return this.#apis.get(name);
  }
}

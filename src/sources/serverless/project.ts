import { dirname, relative, resolve } from 'node:path';
import { Problems } from '../problems/problems.ts';
import { Positions } from '../template/positions.ts';
import { type Evaluated, Evaluator } from '../evaluation/evaluator.ts';
import { EvaluationFailure } from '../evaluation/failure.ts';
import { ProjectFiles } from './files/project-files.ts';
import type { ServerlessOptions } from './options.ts';
import { VariableFailure } from './variables/failure.ts';
import { Resolver } from './variables/resolver.ts';
import type { Site } from './variables/site.ts';
import type { SourceContext } from './variables/sources/context.ts';
import { variableSources } from './variables/sources/index.ts';
import { readRegularFile } from '../../model/base/regular-file.ts';

const EVALUATION_TIMEOUT_MS = 15_000;

/** A serverless.yml while it is being read. */
export class Project {
  /** Absolute path of the file, and as messages name it. */
  readonly file: string;
  readonly shown: string;
  /** Absolute; what paths of the service mean. */
  readonly folder: string;
  /** Folder that file names in messages are relative to. */
  readonly cwd: string;
  readonly problems: Problems;
  readonly positions = new Positions();
  readonly files: ProjectFiles;
  /** The process's environment; with the variables of `.env` files, once they are read. */
  environment: Readonly<Record<string, string | undefined>>;
  readonly #evaluator: Evaluator;
  readonly #flags: Readonly<Record<string, string>>;
  #context: SourceContext | undefined;

  constructor(
    file: string,
    readonly options: ServerlessOptions,
  ) {
    const cwd = options.cwd ?? process.cwd();
    this.cwd = cwd;
    this.file = resolve(cwd, file);
    this.shown = relative(cwd, this.file);
    this.folder = dirname(this.file);
    this.problems = options.problems ?? new Problems();
    this.environment = options.environment ?? process.env;
    this.#flags = {
      ...(options.stage !== undefined && { stage: options.stage }),
      ...(options.region !== undefined && { region: options.region }),
    };
    this.#evaluator = new Evaluator({
      folder: this.folder,
      cwd,
      environment: () => this.environment,
      timeout: options.evaluationTimeout ?? EVALUATION_TIMEOUT_MS,
    });
    this.files = new ProjectFiles({
      folder: this.folder,
      cwd,
      positions: this.positions,
      problems: this.problems,
      readFile: options.readFile ?? readRegularFile,
      kept: options.kept,
      evaluate: (path, keys, by) => this.#evaluate(path, keys, by),
    });
  }

  /** What the variables of the service are resolved with. */
  contextOf(service: object): SourceContext {
    const { options } = this;
    const environment = (): SourceContext['environment'] => this.environment;
    const resolver: Resolver = new Resolver(this.positions, this.problems, (type) => answersOf(type));
    const context: SourceContext = {
      resolver,
      service,
      files: this.files,
      get environment() {
        return environment();
      },
      flags: this.#flags,
      params: options.params ?? {},
      values: options.values ?? {},
      accountId: options.accountId ?? '123456789012',
      hasPlugins: Object.hasOwn(service, 'plugins'),
    };
    const answersOf = variableSources(context);
    this.#context = context;
    return context;
  }

  /** Reports a failure; anything else is a defect of ours. */
  report(error: unknown): void {
    if (!(error instanceof VariableFailure)) throw error;
    if (!error.isReported) this.problems.error(error.message, error.position, error.hint);
  }

  end(): void {
    this.#evaluator.end();
  }

  async #evaluate(file: string, keys: readonly string[], by: Site | undefined): Promise<Evaluated> {
    try {
      return await this.#evaluator.evaluate(file, keys, this.#flags, (question) => this.#answer(question, by));
    } catch (error) {
      if (!(error instanceof EvaluationFailure)) throw error;
      const failure = new VariableFailure(error.message, error.hint);
      if (error.position !== undefined) failure.place(error.position);
      throw failure;
    }
  }

  async #answer(question: { variable?: string; property?: readonly string[] }, by: Site | undefined): Promise<unknown> {
    const { variable, property } = question;
    if (this.#context === undefined || by === undefined) {
      throw new VariableFailure('the service file itself cannot ask for variables');
    }
    const { resolver, service } = this.#context;
    if (variable !== undefined) return resolver.evaluate(`\${${variable}}`, by);
    const found = await resolver.follow(service, property ?? [], by);
    return 'value' in found ? resolver.complete(found.value, by) : null;
  }
}

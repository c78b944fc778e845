import { systemClock } from '../../model/base/clock.ts';
import { DEFINITION_QUIET_MS, WatchedFiles } from '../../model/base/watched-folders.ts';
import type { Model } from '../../model/definition/model.ts';
import { type DefinitionOptions, type ReadDefinition, readDefinition } from '../definition/definition.ts';
import { changedFunctions, changedVariables, readAtStartOnly, settingsDiffer } from '../definition/model-changes.ts';
import type { Deployment } from './deployment.ts';
import { noteRuntimes } from './note-runtimes.ts';
import type { EmulatorParts } from './parts.ts';

/** Reads the definition again, on save or on request, and serves what changed. Reloads follow each other. */
export class Reloads {
  readonly #parts: EmulatorParts;
  readonly #deployment: Deployment;
  readonly #definition: DefinitionOptions;
  /** Aborted by `close`: a reload that is under way need not end. */
  readonly #abandoned = new AbortController();
  #watcher: WatchedFiles | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(parts: EmulatorParts, deployment: Deployment, definition: DefinitionOptions) {
    this.#parts = parts;
    this.#deployment = deployment;
    this.#definition = definition;
  }

  watch(): void {
    const { files } = this.#parts.definitions;
    if (files.length === 0) return;
    this.#watcher = new WatchedFiles(systemClock, DEFINITION_QUIET_MS, () => void this.reload(false));
    this.#watcher.watch(files);
  }

  /** `everything`: functions and APIs that did not change too. */
  reload(everything: boolean): Promise<void> {
    return (this.#last = this.#last.then(() => this.#reload(everything)));
  }

  async close(): Promise<void> {
    this.#watcher?.close();
    this.#abandoned.abort();
    await this.#last;
  }

  async #reload(everything: boolean): Promise<void> {
    const { signal } = this.#abandoned;
    if (signal.aborted) return;
    const began = performance.now();
    const { definitions, observer } = this.#parts;
    const read = await readDefinition({ ...this.#definition, signal }).catch((error: unknown) => error as Error);
    // Nothing of it is wanted any more, the watching of its files least of all.
    if (signal.aborted) return;
    if (read instanceof Error) {
      observer.warning?.(`The configuration cannot be read; the last good one keeps serving: ${read.message}`);
      return;
    }
    // What could not be read may not say what it would have read: files of the last good version count until there is another.
    const isRead = read.model !== undefined;
    this.#watcher?.watch(isRead ? read.files : [...new Set([...definitions.files, ...read.files])]);
    if (read.model === undefined) {
      const nothing = { changed: [], urls: {}, functions: [], variables: [] };
      observer.reloaded?.({ problems: read.problems, ...nothing, tookMs: performance.now() - began });
      return;
    }
    const before = definitions.served;
    await this.#apply(read, read.model, everything, began).catch((error: unknown) =>
      observer.warning?.(`The new configuration could not be applied: ${(error as Error).message}`),
    );
    const late = readAtStartOnly(before, read.model);
    if (late.length === 0) return;
    observer.warning?.(
      `${late.join(', ')}: read at start only. Stop gw-emulate and start it again to apply the change.`,
    );
  }

  async #apply(read: ReadDefinition, model: Model, everything: boolean, began: number): Promise<void> {
    const { definitions, lambda, observer } = this.#parts;
    const before = definitions.served;
    const variables = changedVariables(definitions.wanted, model);
    definitions.wanted = model;
    definitions.files = read.files;
    noteRuntimes(this.#parts, model);
    if (everything) lambda.rebuild();
    lambda.update(model.functions, everything || variables.length > 0);
    const changed = await this.#deployment.replace(model, everything || settingsDiffer(before, model));
    observer.reloaded?.({
      problems: read.problems,
      changed,
      urls: Object.fromEntries(this.#deployment.apis.map(({ name, url }) => [name, url])),
      functions: everything ? Object.keys(model.functions) : changedFunctions(before, model),
      variables,
      tookMs: performance.now() - began,
    });
  }
}

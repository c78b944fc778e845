import type { ConsoleProblem, ReloadState } from '../../dashboard/services.ts';
import type { Problem } from '../../model/base/position.ts';
import type { FunctionBuild } from '../../model/lambda/invocation.ts';
import type { Reload } from '../observer.ts';

/** Notices that are kept; one that comes again is kept once. */
const MAX_NOTICES = 50;

/** What is wrong or doubtful now: with the configuration, with functions, and what was said once. */
export class Findings {
  #configuration: readonly Problem[] = [];
  readonly #notices = new Set<string>();
  readonly #listeners = new Set<() => void>();
  lastReload: ReloadState | undefined;

  configuration(problems: readonly Problem[]): void {
    this.#configuration = problems;
    this.changed();
  }

  reloaded({ problems, changed, tookMs }: Reload, at: number): void {
    this.lastReload = { at, tookMs, changed, ok: !problems.some(({ severity }) => severity === 'error') };
    this.configuration(problems);
  }

  notice(message: string): void {
    this.#notices.add(message);
    const [oldest] = this.#notices;
    if (oldest !== undefined && this.#notices.size > MAX_NOTICES) this.#notices.delete(oldest);
    this.changed();
  }

  list(builds: readonly FunctionBuild[]): ConsoleProblem[] {
    return [
      ...this.#configuration.map((problem) => ({ ...problem, about: 'configuration' as const })),
      ...builds.flatMap(({ functionName, problems }) =>
        problems.map((problem) => ({ ...problem, about: 'function' as const, functionName })),
      ),
      ...[...this.#notices].map((message) => ({ severity: 'warning' as const, message, about: 'notice' as const })),
    ];
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

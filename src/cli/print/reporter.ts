import type { Emulator } from '../../emulator/contract.ts';
import type { EmulatorObserver } from '../../emulator/observer.ts';
import type { Problem } from '../../model/base/position.ts';
import type { FoundDefinition } from '../../sources/find-definition.ts';

/** How `start` reports what happens: as text, or as JSON Lines. */
export interface Reporter {
  readonly observer: EmulatorObserver;
  found(definition: FoundDefinition | undefined): void;
  /** `shown`: what to print of a URL in place of it; `host`: what the emulator listens on. */
  ready(emulator: Emulator, tookMs: number, shown?: ReadonlyMap<string, string>, host?: string): void;
  problems(problems: readonly Problem[]): void;
  stopping(): void;
  /** Hides or shows lines of functions; returns whether they are shown now. Absent where the output is not a terminal. */
  toggleLogs?(): boolean;
}

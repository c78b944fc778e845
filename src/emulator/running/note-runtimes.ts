import type { Model } from '../../model/definition/model.ts';
import type { EmulatorParts } from './parts.ts';

/** Says which functions want another runtime than the one they get. */
export function noteRuntimes({ runtimeNotes, observer }: EmulatorParts, { functions }: Model): void {
  for (const note of runtimeNotes.about(functions)) observer.warning?.(note);
}

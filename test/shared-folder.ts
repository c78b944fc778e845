import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The folder of inputs that stand beside the repository and are never committed (third-party projects and events). `GW_SHARED` names it where
 * the checkout lies elsewhere; `undefined` if there is none: tests that need it skip and say so.
 */
export const sharedFolder: string | undefined = [
  process.env['GW_SHARED'],
  join(import.meta.dirname, '../../shared'),
  join(import.meta.dirname, '../../../shared'),
].find((folder) => folder !== undefined && existsSync(join(folder, 'event-samples')));

/** The folder of captured events in it. */
export const eventSamples: string | undefined =
  sharedFolder === undefined ? undefined : join(sharedFolder, 'event-samples');

/** Why tests that replay captured events or raw recordings are skipped; `undefined` when they run. */
export const samplesMissing: string | undefined =
  eventSamples === undefined ? 'the folder of shared inputs (GW_SHARED) is not here' : undefined;

/** A title that says why the test is skipped, where it is. */
export function unlessSkipped(title: string): string {
  return samplesMissing === undefined ? title : `${title} (skipped: ${samplesMissing})`;
}

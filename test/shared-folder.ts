import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The folder of inputs that stand beside the repository and are never committed (third-party projects and events). `GW_SHARED` names it where
 * the checkout lies elsewhere; `undefined` where there is none: tests that need it skip and say so.
 */
export const sharedFolder: string | undefined = [
  process.env['GW_SHARED'],
  join(import.meta.dirname, '../../shared'),
  join(import.meta.dirname, '../../../shared'),
].find((folder) => folder !== undefined && existsSync(join(folder, 'event-samples')));

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventSamples, samplesMissing } from '../shared-folder.ts';

export function sample(name: string): unknown {
  if (eventSamples === undefined) throw new Error(samplesMissing);
  return JSON.parse(readFileSync(join(eventSamples, `${name}.json`), 'utf8'));
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { objectOf } from './recordings.ts';

const VALUES: unknown = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../fixtures/recorded/rest-api.json'), 'utf8'),
);

/** What was observed on AWS in one step of one test (`fixtures/recorded/README.md`). */
export function recording(subject: string, test: string, step: string): unknown {
  const steps = objectOf(objectOf(VALUES)[`${subject} ${test}`]);
  if (!(step in steps)) throw new Error(`${subject} ${test} has no step ${step}`);
  return steps[step];
}

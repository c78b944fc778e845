import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventSamples, samplesMissing } from '../../shared-folder.ts';

/** One captured event or file of recordings. */
export function sample(name: string): Readonly<Record<string, unknown>> {
  if (eventSamples === undefined) throw new Error(samplesMissing);
  return objectOf(JSON.parse(readFileSync(join(eventSamples, name), 'utf8')));
}

/** What was recorded on AWS for one step of one LocalStack test. */
export function recording(file: string, test: string, step: string): unknown {
  const recordings = sample(`localstack-aws-snapshot__test_apigateway_${file}.snapshot.json`);
  const key = Object.keys(recordings).find((name) => name.endsWith(`::${test}`));
  if (key === undefined) throw new Error(`${file} has no recording of ${test}`);
  const content = objectOf(objectOf(recordings[key])['recorded-content']);
  if (!(step in content)) throw new Error(`${test} has no step ${step}`);
  return content[step];
}

export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new Error('not an object');
  return { ...value };
}

/** A copy without the members that only edge endpoints add, or that differ from call to call. */
export function without(value: unknown, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(objectOf(value)).filter(([name]) => !names.some((prefix) => name.startsWith(prefix))),
  );
}

/** What CloudFront adds in front of edge endpoints (docs/aws/rest-api-observed.md#header-names-in-events). */
export const EDGE_HEADERS = ['CloudFront-', 'Via', 'X-Amz-Cf-Id'];

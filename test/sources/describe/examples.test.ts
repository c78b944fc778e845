import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { textChecks } from '../../../src/emulator/definition/text-checks.ts';
import { describe as describeDefinition } from '../../../src/sources/describe/describe.ts';
import { definitionKindOf } from '../../../src/sources/find-definition.ts';
import { loadInput } from '../../../src/sources/load-input.ts';
import { sharedFolder } from '../../shared-folder.ts';

/** Public projects with the document expected of each; where they come from stands beside them (SOURCES.md). */
const sources = sharedFolder === undefined ? undefined : join(sharedFolder, 'sources');

interface Case {
  readonly main: string;
  readonly expect?: object;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

type Differences = (expected: object, document: object, tally: () => void) => readonly object[];

/** Where an expectation is not met on purpose, and why. */
const LAYER_HASH = 'the id of a layer ends with a hash over what SAM was given, which is not the template alone';
const KNOWN: Readonly<Record<string, string>> = {
  'cdk-patterns-cdk-cognito-apigateway-lambda': 'the assembly says us-east-2, which is expected as us-east-1',
  'sam-patterns-apigw-lambda-opensearch-serverless-nextgen-template-yaml': LAYER_HASH,
  'sam-patterns-apigw-lambda-sns-monitoring-sam-template-yaml':
    'API Gateway itself fills ${AWS::Region} and the like in a document, so the URI names a function of the template',
  'sam-sam-translator-api-with-security-definition-and-components-yaml':
    'a user pool that is nothing is expected as an empty text',
  'sam-samcli-sync-code-before-template-python-yaml': LAYER_HASH,
  'sam-samcli-sync-infra-template-python-after-yaml': LAYER_HASH,
  'sam-samcli-sync-infra-template-python-before-yaml': LAYER_HASH,
};

describe.skipIf(sources === undefined)('a public project is described as AWS would deploy it', async () => {
  if (sources === undefined) return;
  const check = pathToFileURL(join(sources, 'check', 'described.mjs')).href;
  const { differences } = (await import(check)) as { readonly differences: Differences };
  for (const kind of ['cloudformation', 'sam', 'serverless', 'cdk']) {
    const folder = join(sources, 'examples', kind);
    for (const name of readdirSync(folder).filter((one) => existsSync(join(folder, one, 'case.json')))) {
      const example = JSON.parse(readFileSync(join(folder, name, 'case.json'), 'utf8')) as Case;
      // What a run of the command line with flags shows is tested there.
      if (example.args !== undefined && example.args.length > 0) continue;
      test.skipIf(Object.hasOwn(KNOWN, name))(name, async () => {
        const file = join(folder, name, example.main);
        const found = { kind: definitionKindOf(file), file, why: '' };
        const options = { cwd: dirname(file), environment: { ...example.env }, checks: textChecks, input: {} };
        const loaded = await loadInput(found, options);
        if (loaded.describable === undefined) {
          const errors = loaded.problems.filter(({ severity }) => severity === 'error');
          throw new Error(errors.map(({ message }) => message).join('\n'));
        }
        const document = JSON.parse(JSON.stringify(describeDefinition(loaded.describable))) as object;
        expect(differences(example.expect ?? {}, document, () => undefined)).toEqual([]);
      });
    }
  }
});

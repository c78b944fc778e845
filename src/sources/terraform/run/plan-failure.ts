import { relative } from 'node:path';
import type { Position } from '../../../model/base/position.ts';

/** What a step's failure means, and what to do. */
const KNOWN: readonly (readonly [RegExp, string, string])[] = [
  [
    /terraform init|tofu init|Required plugins are not installed|Module not installed|Inconsistent dependency lock file|Backend initialization required|Could not load plugin/i,
    'the folder is not initialised: providers or modules are missing',
    'Run "PROGRAM init" in FOLDER, then start again.',
  ],
  [
    /No valid credential sources|failed to refresh cached credentials|NoCredentialProviders|no EC2 IMDS role|InvalidClientTokenId|ExpiredToken|security token included in the request/i,
    'the AWS provider has no valid credentials',
    'A plan asks AWS. Give credentials as for Terraform itself, or name the JSON of a plan that was made elsewhere: -c plan.json',
  ],
  [
    /No value for required variable/i,
    'a variable has no value',
    'Give it: --parameter NAME=VALUE, TF_VAR_NAME in the environment, or a terraform.tfvars file.',
  ],
  [
    /Error acquiring the state lock/i,
    'the state is locked by another run',
    'Wait for it to end, or name the JSON of a plan: -c plan.json',
  ],
  [
    /Unsupported Terraform Core version|Unsupported OpenTofu Core version/i,
    'the project wants another version of Terraform',
    'Install the version that required_version names.',
  ],
];

/** Lines of Terraform's own words that a problem shows. */
const MOST_LINES = 12;

export interface Explained {
  readonly message: string;
  readonly hint: string;
  /** The file that Terraform names. */
  readonly place?: Position;
}

/** Why a step failed, in words for the user, with the end of what Terraform said. Terraform itself hides sensitive values in it. */
export function explainFailure(
  { program, step }: { readonly program: string; readonly step: string },
  failure: string,
  errors: string,
  folder: string,
  cwd: string,
): Explained {
  const lines = errors
    // eslint-disable-next-line no-control-regex -- colours of a terminal
    .replaceAll(/\u001b\[[0-9;]*m/g, '')
    .split('\n')
    .map((line) => line.replace(/^[│╷╵|]\s?/, '').trimEnd())
    .filter((line) => line !== '');
  const text = lines.join('\n');
  const known = KNOWN.find(([pattern]) => pattern.test(text));
  const said = lines.find((line) => line.startsWith('Error: '))?.slice('Error: '.length);
  const why = known?.[1] ?? said ?? failure;
  const shown = lines
    .slice(
      Math.max(
        0,
        lines.findIndex((line) => line.startsWith('Error: ')),
      ),
    )
    .slice(0, MOST_LINES);
  const advice = known?.[2].replace('PROGRAM', program).replace('FOLDER', relative(cwd, folder) || 'this folder');
  const place = placeIn(lines, folder, cwd);
  return {
    message: `"${program} ${step}" failed: ${why}`,
    hint: [advice, `"${program} ${step}" ${failure}:`, ...shown.map((line) => `  ${line}`)]
      .filter((line) => line !== undefined)
      .join('\n'),
    ...(place && { place }),
  };
}

/** `on main.tf line 3, in resource "aws_lambda_function" "f":` */
function placeIn(lines: readonly string[], folder: string, cwd: string): Position | undefined {
  const match = lines
    .map((line) => /^\s*on (\S+\.(?:tf|tofu)(?:\.json)?) line (\d+)/.exec(line))
    .find((one) => one !== null);
  if (match === undefined) return undefined;
  const [, file = '', line = '1'] = match;
  const inFolder = relative(cwd, folder);
  return { file: inFolder === '' ? file : `${inFolder}/${file}`, line: Number(line), column: 1 };
}

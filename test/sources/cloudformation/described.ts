import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe as describeDefinition } from '../../../src/sources/describe/describe.ts';
import type { Description } from '../../../src/sources/describe/document.ts';
import type { InputOptions } from '../../../src/sources/describe/options.ts';
import { textChecks } from '../../../src/emulator/definition/text-checks.ts';
import { definitionKindOf } from '../../../src/sources/find-definition.ts';
import { type LoadedInput, loadInput } from '../../../src/sources/load-input.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

export type Files = Readonly<Record<string, string>>;

/** Reads an input of the given files; the first of them is the main one. */
export async function load(
  files: Files,
  input: InputOptions = {},
  values: Readonly<Record<string, string>> = {},
): Promise<LoadedInput> {
  const folder = temporaryFolder('input');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const [main = ''] = Object.keys(files);
  const file = join(folder, main);
  const found = { kind: definitionKindOf(file), file, why: basename(file) };
  return loadInput(found, { cwd: folder, environment: {}, checks: textChecks, input, values });
}

/** What is described of an input in which nothing may be wrong. */
export async function described(
  text: string,
  input: InputOptions = {},
  files: Files = {},
  values: Readonly<Record<string, string>> = {},
): Promise<Description> {
  const loaded = await load({ 'template.yaml': text, ...files }, input, values);
  if (loaded.describable === undefined) throw new Error(said(loaded).join('\n'));
  return describeDefinition(loaded.describable);
}

/** Problems in one line each: `template.yaml:3:5: error: message`. */
export function said({ problems }: Pick<LoadedInput, 'problems'>): string[] {
  return problems.map(({ position, severity, message }) => {
    const place = position === undefined ? '' : `${position.file}:${position.line}:${position.column}: `;
    return `${place}${severity}: ${message}`;
  });
}

/** The environment that a function gets whose variables are these lines of YAML, in a template with `rest`. */
export async function environment(
  variables: string,
  rest = '',
  input: InputOptions = {},
): Promise<Record<string, string>> {
  const { functions } = await described(functionWith(variables, rest), input);
  return { ...functions[0]?.environment };
}

/** A template whose only function has these environment variables; `rest` stands before its resources. */
export function functionWith(variables: string, rest = ''): string {
  const indented = variables
    .trim()
    .split('\n')
    .map((line) => `          ${line}`)
    .join('\n');
  return `${rest.includes('Resources:') ? rest : `${rest}\nResources:`}
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Code: { ZipFile: "exports.handler = async () => 1" }
      Environment:
        Variables:
${indented}
`;
}

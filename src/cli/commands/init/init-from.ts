import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readDefinition } from '../../../emulator/definition/definition.ts';
import type { Describable } from '../../../sources/describe/describable.ts';
import type { Io } from '../../io.ts';
import { printFailure } from '../../print/failure.ts';
import { printProblems } from '../../print/problems.ts';

const NAME = 'emulator.config.yaml';

/**
 * `gw-emulate init --from INPUT`: writes a configuration that is laid over an input, with a place for every value that cannot be known here and
 * every function that cannot run here. Resolves with 1 when the input has errors, or a configuration is there already.
 */
export async function runInitFrom(input: string, io: Io): Promise<number> {
  const file = join(io.cwd, NAME);
  if (existsSync(file)) {
    printFailure(io, `${NAME} is there already; it is left as it is.`);
    return 1;
  }
  const { describable, problems } = await readDefinition({ config: input, cwd: io.cwd, environment: io.environment });
  if (describable === undefined) {
    printProblems(problems, io);
    return 1;
  }
  await writeFile(file, configurationOver(input, describable));
  io.stdout(
    `  ${io.paint('green', NAME)} is laid over ${input}\n\nnpx gw-emulate serves it; "npx gw-emulate describe" shows what that is.\n`,
  );
  return 0;
}

/** The text of a configuration over an input. */
function configurationOver(input: string, { unknown = [], functions }: Describable): string {
  const parameters = unknown.filter((key) => /^\w+$/.test(key));
  const values = unknown.filter((key) => !parameters.includes(key));
  const idle = functions.filter(({ definition }) => definition.code.kind === 'unavailable').map(({ id }) => id);
  return [
    '# yaml-language-server: $schema=./node_modules/gw-emulate/dist/config.schema.json',
    ...(parameters.length === 0
      ? [`source: ${text(input)}`]
      : [
          'source:',
          `  file: ${text(input)}`,
          '  parameters:',
          ...parameters.map((name) => `    ${name}: ${text(name)}`),
        ]),
    ...section(
      'values',
      'What only AWS knows.',
      values.map((key) => `  ${text(key)}: ${text(key)}`),
    ),
    ...section(
      'functions',
      'These cannot run here as they are. Name a program that speaks the Lambda Runtime API.',
      idle.map((id) => `#   ${text(id)}: { command: ./bootstrap }`),
    ),
    '',
  ].join('\n');
}

function section(name: string, comment: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const isComment = lines.every((line) => line.trimStart().startsWith('#'));
  return [`# ${comment}`, isComment ? `# ${name}:` : `${name}:`, ...lines];
}

/** Plain where YAML reads it as the same text. */
function text(value: string): string {
  return /^[A-Za-z_./][\w./-]*$/.test(value) ? value : JSON.stringify(value);
}

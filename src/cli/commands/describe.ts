import { type DefinitionOptions, readDefinition } from '../../emulator/definition/definition.ts';
import { describe } from '../../sources/describe/describe.ts';
import type { Io } from '../io.ts';
import { printProblems } from '../print/problems.ts';

/**
 * `gw-emulate describe`: what would be served as one JSON document on stdout, in AWS's terms, whichever source it came from. Problems go to
 * stderr. Resolves with 1 when the input is at fault; nothing is on stdout then.
 */
export async function runDescribe(options: DefinitionOptions & { readonly json?: boolean }, io: Io): Promise<number> {
  const { describable, problems } = await readDefinition(options);
  printProblems(problems, io);
  if (describable === undefined) return 1;
  const document = describe(describable);
  if (options.json === true) {
    io.stdout(`${JSON.stringify(document)}\n`);
    return 0;
  }
  const { yamlText } = await import('../print/yaml.ts');
  io.data(yamlText(document));
  return 0;
}

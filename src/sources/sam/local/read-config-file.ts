import { relative } from 'node:path';
import type { InputContext } from '../../input.ts';
import { whyUnreadable } from '../../problems/unreadable.ts';
import { Positions } from '../../template/positions.ts';
import { readTemplateText } from '../../template/read-template.ts';
import type { TemplateMap } from '../../template/template.ts';
import { isMap } from '../words/values.ts';

/** A configuration file in TOML or YAML as plain values; what is wrong with its text becomes a problem. */
export async function readConfigFile(file: string, context: InputContext): Promise<TemplateMap | undefined> {
  const name = relative(context.cwd, file);
  let text: string;
  try {
    text = context.readFile(file);
  } catch (error) {
    context.problems.error(`${name} cannot be read: ${whyUnreadable(error, name)}`);
    return undefined;
  }
  const value = file.endsWith('.toml')
    ? await readToml(text, name, context)
    : readTemplateText(text, name, context.problems, new Positions()).value;
  return isMap(value) ? value : undefined;
}

async function readToml(text: string, file: string, { problems }: InputContext): Promise<unknown> {
  // Few projects have such a file.
  const { parse, TomlError } = await import('smol-toml');
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    problems.addSource({ file, text });
    const [first = ''] = error.message.split('\n');
    problems.error(first, { file, line: error.line, column: error.column });
    return undefined;
  }
}

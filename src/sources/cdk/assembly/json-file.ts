import { relative } from 'node:path';
import { jsonMistake } from '../../problems/json-mistake.ts';
import { TextPositions } from '../../problems/text-positions.ts';
import { whyUnreadable } from '../../problems/unreadable.ts';
import type { InputContext } from '../../input.ts';

export type JsonMap = Readonly<Record<string, unknown>>;

/** A JSON file that holds a map; what is wrong with it becomes a problem. */
export function readJsonFile(file: string, what: string, context: InputContext): JsonMap | undefined {
  const name = relative(context.cwd, file);
  context.files.add(file);
  let text: string;
  try {
    text = context.readFile(file);
  } catch (error) {
    context.problems.error(`${what} cannot be read: ${whyUnreadable(error, name)}`);
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    if (isMap(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    sayNotJson(text, name, context);
    return undefined;
  }
  context.problems.error(`${name} must hold a map`);
  return undefined;
}

function sayNotJson(text: string, file: string, { problems }: InputContext): void {
  const mistake = jsonMistake(text);
  if (mistake === undefined) return;
  problems.addSource({ file, text });
  problems.error(`not valid JSON: ${mistake.message}`, { file, ...new TextPositions(text).at(mistake.offset) });
}

export function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The map at a key, empty where there is none. */
export function mapAt(value: unknown, key: string): JsonMap {
  const found = isMap(value) ? value[key] : undefined;
  return isMap(found) ? found : {};
}

export function textAt(value: unknown, key: string): string | undefined {
  const found = isMap(value) ? value[key] : undefined;
  return typeof found === 'string' ? found : undefined;
}

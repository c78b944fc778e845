import { relative } from 'node:path';
import { isJsonObject } from '../../../model/base/json.ts';
import type { InputContext } from '../../input.ts';
import { whyUnreadable } from '../../problems/unreadable.ts';
import type { JsonMap } from './json-values.ts';
import { at, textAt } from './json-values.ts';

export interface OpenedDocument {
  readonly json: JsonMap;
  readonly text: string;
}

const HOW = 'Make one with: terraform plan -out=tfplan && terraform show -json tfplan > plan.json';

/** The JSON of a plan or state file. What is wrong becomes a problem that shows nothing of the file's content: it may hold secrets. */
export function openDocument(file: string, context: InputContext): OpenedDocument | undefined {
  const name = relative(context.cwd, file);
  context.files.add(file);
  let text: string;
  try {
    text = context.readFile(file);
  } catch (error) {
    context.problems.error(`the plan cannot be read: ${whyUnreadable(error, name)}`);
    return undefined;
  }
  return parseDocument(text, name, context);
}

/** The same of a text that is here already; `name` is what messages call it. */
export function parseDocument(written: string, name: string, context: InputContext): OpenedDocument | undefined {
  const refuse = (why: string, hint = HOW): undefined => {
    context.problems.error(`${name} ${why}`, undefined, hint);
    return undefined;
  };
  if (written.startsWith('PK\u0003\u0004'))
    return refuse('is a saved plan; its JSON is wanted', `Make it with: terraform show -json ${name} > plan.json`);
  if (written.includes('\0')) {
    return refuse(
      'is not UTF-8 text',
      'PowerShell writes UTF-16 with ">"; use: terraform show -json tfplan | Out-File -Encoding utf8 plan.json',
    );
  }
  const text = written.replace(/^\uFEFF/, '');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const isLog = text.startsWith('{"@level"');
    if (isLog)
      return refuse('is the log of "terraform plan -json", which has no values; the plan\'s own JSON is wanted');
    return refuse(`is not valid JSON${placeOf(error, text)}: it ends too early or was changed`);
  }
  if (!isJsonObject(json)) return refuse('must hold a map, as "terraform show -json" prints it');
  if (at(json, 'lineage') !== undefined && Array.isArray(at(json, 'resources'))) {
    return refuse(
      'is a state file as Terraform stores it; its JSON for tools is wanted',
      'Make it with: terraform show -json > state.json',
    );
  }
  return checked(json, refuse) ? { json, text } : undefined;
}

function checked(json: JsonMap, refuse: (why: string, hint?: string) => undefined): boolean {
  const version = textAt(json, 'format_version');
  if (version === undefined)
    refuse('has no "format_version": it is neither a plan nor a state as "terraform show -json" prints them');
  else if (!/^[01]\./.test(version)) {
    refuse(
      `has the format version ${version.slice(0, 12)}; versions 0 and 1 are known`,
      'Please report it: this Terraform is newer than gw-emulate.',
    );
  } else if (at(json, 'planned_values') === undefined && at(json, 'values') === undefined) {
    refuse(
      'holds neither planned values nor a state',
      'An empty state prints this. Make a plan instead: terraform plan -out=tfplan && terraform show -json tfplan > plan.json',
    );
  } else return true;
  return false;
}

/** Only where: the messages of `JSON.parse` quote the text. */
function placeOf(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : '';
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position === undefined) return /end of JSON/.test(message) ? ' (at its end)' : '';
  const before = text.slice(0, Number(position));
  return ` (line ${before.split('\n').length}, column ${before.length - before.lastIndexOf('\n')})`;
}

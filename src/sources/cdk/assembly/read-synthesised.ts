import { dirname, relative } from 'node:path';
import type { Position } from '../../../model/base/position.ts';
import type { InputContext } from '../../input.ts';
import { Problems } from '../../problems/problems.ts';
import { whyUnreadable } from '../../problems/unreadable.ts';
import { Positions } from '../../template/positions.ts';
import { readTemplateText } from '../../template/read-template.ts';
import type { Template, TemplateMap, TemplateValue } from '../../template/template.ts';
import type { Assets } from './assets.ts';
import { addHints } from './hints.ts';
import { isMap, textAt } from './json-file.ts';

/**
 * Reads a template that an app synthesised. Such a file is not edited by hand, so places in it are named by the construct that they come from:
 * `Shop/Api/Default (cdk.out/Shop.template.json)`.
 */
export function readSynthesised(file: string, assets: Assets, context: InputContext): Template | undefined {
  const name = relative(context.cwd, file);
  context.files.add(file);
  let text: string;
  try {
    text = context.readFile(file);
  } catch (error) {
    context.problems.error(`the template cannot be read: ${whyUnreadable(error, name)}`);
    return undefined;
  }
  const written = new Positions();
  // Frames of a generated file would not help: its text stays with the throw-away problems.
  const own = new Problems();
  const { value, isBroken } = readTemplateText(text, name, own, written);
  context.problems.addAll(own.list);
  if (isBroken || !isMap(value) || !isMap(value['Resources'])) {
    if (!isBroken) context.problems.error(`${name} is no template: it has no Resources`);
    return undefined;
  }
  const template = value as TemplateMap;
  const positions = new Positions();
  const constructs = constructsOf(template);
  positions.addFile((holder, key) => {
    const place = written.of(holder, key);
    const member = (holder as Record<string, unknown>)[key];
    const construct = constructs.get(holder) ?? constructs.get(member as object);
    if (place === undefined || construct === undefined) return place;
    const named = (position: Position): Position => ({ ...position, file: `${construct} (${position.file})` });
    return { ...place, key: named(place.key), value: named(place.value) };
  });
  positions.setObject(template, written.ofObject(template));
  addHints(template, assets, dirname(file));
  return { value: template, positions, file: name, folder: dirname(file) };
}

/** For every list and map inside a resource, the path of the construct that the resource belongs to. */
function constructsOf(template: TemplateMap): WeakMap<object, string> {
  const constructs = new WeakMap<object, string>();
  const resources = template['Resources'];
  if (!isMap(resources)) return constructs;
  for (const resource of Object.values(resources)) {
    const path = isMap(resource) ? textAt(resource['Metadata'], 'aws:cdk:path') : undefined;
    if (path !== undefined) mark(resource, path, constructs);
  }
  return constructs;
}

function mark(value: TemplateValue, path: string, constructs: WeakMap<object, string>): void {
  if (typeof value !== 'object' || value === null) return;
  constructs.set(value, path);
  for (const item of Object.values(value)) mark(item, path, constructs);
}

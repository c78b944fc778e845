import { relative, resolve } from 'node:path';
import { whyUnreadable } from '../../problems/unreadable.ts';
import { readTemplateText } from '../../template/read-template.ts';
import type { Template, TemplateValue } from '../../template/template.ts';
import type { InputContext } from '../../input.ts';
import type { StackScope } from '../stack-scope.ts';
import { placeholdersIn, withoutMarks } from '../../aws-resources/placeholder.ts';
import { expandIncludes, type ReadIncluded } from './expand-includes.ts';

/** Expands `AWS::Include` everywhere in a template: inside it, and at its top as `Transform`. */
export function includeFiles(template: Template, scope: StackScope, context: InputContext): void {
  const read: ReadIncluded = (where) => {
    const location = scope.text(where, 'the Location of AWS::Include');
    const file = fileOf(location, template, context);
    if (file === undefined) {
      context.problems.warning(
        `${withoutMarks(location)} cannot be included here: it is not a file of this project`,
        scope.positionOf(where),
        `Name a local copy under values: in emulator.config.yaml, "${withoutMarks(location)}": ./copy.yaml`,
      );
      return undefined;
    }
    return readFragment(file, where, template, scope, context);
  };
  const box = { template: template.value };
  for (const transform of listOf(template.value['Transform'])) {
    if (typeof transform !== 'object' || transform === null || Array.isArray(transform)) continue;
    const outer = { 'Fn::Transform': transform };
    // The top level's own keys win, so an empty map collects what the file adds.
    const holder: Record<string, TemplateValue> = { value: outer };
    expandIncludes({ holder, key: 'value' }, read, () => undefined);
    const added = holder['value'];
    if (typeof added === 'object' && added !== null && !Array.isArray(added) && added !== outer)
      mergeSections(template, added);
  }
  expandIncludes({ holder: box, key: 'template' }, read, (macro, where) => {
    context.problems.warning(
      `the macro ${macro} runs on AWS only; what it would make is missing here`,
      scope.positionOf(where),
    );
  });
}

function readFragment(
  file: string,
  where: Parameters<ReadIncluded>[0],
  template: Template,
  scope: StackScope,
  context: InputContext,
): { readonly value: TemplateValue } | undefined {
  const name = relative(context.cwd, file);
  context.files.add(file);
  try {
    const text = context.readFile(file);
    template.texts?.push(name, text);
    const { value } = readTemplateText(text, name, context.problems, template.positions);
    return { value: value as TemplateValue };
  } catch (error) {
    context.problems.error(`AWS::Include cannot be read: ${whyUnreadable(error, name)}`, scope.positionOf(where));
    return undefined;
  }
}

/** A path relative to the template; a place in S3 only where `values:` names a copy of it. */
function fileOf(location: string, template: Template, context: InputContext): string | undefined {
  const copy = context.values[withoutMarks(location)];
  if (copy !== undefined) return resolve(context.valuesFolder ?? context.cwd, copy);
  if (/^(?:s3|https?):/.test(location) || placeholdersIn(location).length > 0) return undefined;
  return resolve(template.folder, location);
}

function listOf(value: TemplateValue | undefined): readonly TemplateValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** `Transform: { Name: AWS::Include }` at the top brings whole sections, or resources for a section that is there. */
function mergeSections(template: Template, added: Record<string, TemplateValue>): void {
  for (const [name, section] of Object.entries(added)) {
    const own = template.value[name];
    if (own === undefined) template.value[name] = section;
    else if (typeof own === 'object' && own !== null && !Array.isArray(own) && typeof section === 'object') {
      for (const [key, value] of Object.entries(section ?? {})) if (!Object.hasOwn(own, key)) own[key] = value;
    }
  }
}

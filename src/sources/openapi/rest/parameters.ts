import type { DocumentPlace } from '../document/document-place.ts';
import { describeValue } from '../document/resolved-texts.ts';
import { parameterNameProblem } from '../../problems/parameter-names.ts';
import type { ImportContext } from '../import-context.ts';
import type { Operation } from '../operations.ts';

/** A parameter of an operation: its own, or its path's that it does not replace. */
export interface Parameter {
  readonly name: string;
  /** `path`, `query`, `header`, `body`, `formData`, `cookie`. */
  readonly in: string;
  readonly place: DocumentPlace;
}

const LOCATIONS: Readonly<Record<string, string>> = { path: 'path', query: 'querystring', header: 'header' };

/** The parameters of an operation; the same name in the same place replaces the path's. */
export function parametersOf({ place, item }: Operation, context: ImportContext): readonly Parameter[] {
  const byKey = new Map<string, Parameter>();
  for (const holder of [item, place]) {
    for (const parameter of readList(holder, context)) byKey.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  return [...byKey.values()];
}

/**
 * `method.request.{path,querystring,header}.X` -> required. Variables of the path are always there and required, declared or not
 * (recorded: docs/aws/rest-api-observed.md#openapi-import).
 */
export function requestParametersOf(
  operation: Operation,
  parameters: readonly Parameter[],
  context: ImportContext,
): Record<string, boolean> {
  const required: Record<string, boolean> = {};
  for (const [, name = ''] of operation.path.matchAll(/\{([^{}+]+)\+?\}/g))
    required[`method.request.path.${name}`] = true;
  for (const parameter of parameters) {
    const location = LOCATIONS[parameter.in];
    if (location === undefined) warnOfLocation(parameter, context);
    else {
      checkName(parameter, operation, context);
      required[`method.request.${location}.${parameter.name}`] = isRequired(parameter);
    }
  }
  checkUnique(required, operation, context);
  return required;
}

function readList(holder: DocumentPlace, context: ImportContext): Parameter[] {
  return (holder.get('parameters')?.items() ?? []).flatMap((place) => {
    const name = place.get('name')?.value;
    const location = place.get('in')?.value;
    if (typeof name === 'string' && typeof location === 'string') return [{ name, in: location, place }];
    const found = `found ${describeValue(typeof name === 'string' ? location : name)}`;
    const message = `a parameter needs "name" and "in", both text; ${found}`;
    context.problems.error(message, (place.usedAt ?? place).position);
    return [];
  });
}

function isRequired({ place, in: location }: Parameter): boolean {
  return location === 'path' || place.get('required')?.value === true;
}

function warnOfLocation({ name, in: location, place }: Parameter, { problems }: ImportContext): void {
  if (location === 'body') return;
  problems.warning(
    `REST APIs know parameters in path, query and header; "${name}" in ${location} is ignored`,
    place.position,
  );
}

/** Captured on AWS for import and PutMethod alike (docs/aws/rest-api.md#url-and-parameter-rules). */
function checkName({ name, place }: Parameter, { method, path }: Operation, { problems }: ImportContext): void {
  const wrong = parameterNameProblem(name);
  if (wrong === undefined) return;
  const message = `Unable to put method '${method}' on resource at path '${path}': Invalid mapping expression specified: Validation Result: warnings : [], errors : [${wrong}]`;
  const hint = `The parameter is named "${name}". Requests may carry it all the same: remove the parameter from the document.`;
  problems.error(message, (place.usedAt ?? place).position, hint);
}

/** Recorded for PutMethod: docs/aws/rest-api-observed.md#parameter-mapping. */
function checkUnique(required: Readonly<Record<string, boolean>>, operation: Operation, context: ImportContext): void {
  const names = Object.keys(required).map((key) => key.replace(/^method\.request\.\w+\./, ''));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  const message = `Unable to put method '${operation.method}' on resource at path '${operation.path}': Parameter names must be unique across querystring, header and path`;
  context.problems.error(message, operation.place.keyPosition, `The name that stands twice is "${twice}".`);
}

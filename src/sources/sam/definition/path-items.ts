import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { TemplateError } from '../words/errors.ts';
import { isNoValue } from '../words/intrinsics.ts';
import { isGiven, isMap } from '../words/values.ts';
import { pathsOf } from './documents.ts';

export const ANY_METHOD = 'x-amazon-apigateway-any-method';
export const INTEGRATION = 'x-amazon-apigateway-integration';

/** Members of a path item that are no methods. */
const NO_METHODS = new Set(['summary', 'description', 'parameters']);

/** A method as OpenAPI documents name it. */
export function methodKey(method: string): string {
  const lower = method.toLowerCase();
  return lower === 'any' ? ANY_METHOD : lower;
}

/** The value itself, or both branches of an `Fn::If` around it. */
export function alternatives(value: TemplateValue | undefined): (TemplateValue | undefined)[] {
  if (!isMap(value) || !Object.hasOwn(value, 'Fn::If')) return [value];
  const branches = value['Fn::If'];
  if (!Array.isArray(branches)) throw new TemplateError('Value of Fn::If must be a list.');
  return branches.slice(1).filter((branch) => !isNoValue(branch));
}

/** The path items of one path; throws where one is not a map. */
export function itemsOf(body: TemplateMap, path: string): TemplateMap[] {
  return alternatives(pathsOf(body)[path]).map((item) => {
    if (!isMap(item)) {
      throw new TemplateError(`Value of '${path}' path must be a dictionary according to Swagger spec.`, [
        'Properties',
        'DefinitionBody',
        'paths',
        path,
      ]);
    }
    return item;
  });
}

/** Throws where a path of the document is not a map. */
export function checkPathItems(body: TemplateMap): void {
  for (const path of Object.keys(pathsOf(body))) itemsOf(body, path);
}

export interface MethodAt {
  readonly method: string;
  readonly definition: TemplateMap;
}

/** The methods of a path that have an integration. */
export function methodsOf(body: TemplateMap, path: string): MethodAt[] {
  const found: MethodAt[] = [];
  for (const item of itemsOf(body, path)) {
    for (const [name, value] of Object.entries(item)) {
      if (NO_METHODS.has(name)) continue;
      found.push(...definitionsOf(value, path, name).filter(({ definition }) => isGiven(definition[INTEGRATION])));
    }
  }
  return found;
}

/** The definitions of one method of one path that have an integration: more than one under conditions. */
export function definitionsAt(body: TemplateMap, path: string, method: string): TemplateMap[] {
  const key = methodKey(method);
  return itemsOf(body, path)
    .flatMap((item) => definitionsOf(item[key], path, method))
    .map(({ definition }) => definition)
    .filter((definition) => isGiven(definition[INTEGRATION]));
}

/** Whether every alternative of the path has an integration for the method. */
export function hasIntegration(body: TemplateMap, path: string, method: string): boolean {
  if (!Object.hasOwn(pathsOf(body), path)) return false;
  const key = methodKey(method);
  return itemsOf(body, path).every((item) =>
    alternatives(item[key]).some((definition) => isMap(definition) && isGiven(definition[INTEGRATION])),
  );
}

/** Adds an empty definition of the method to the path, if there is none. */
export function addMethod(body: TemplateMap, path: string, method: string): void {
  const paths = pathsOf(body);
  if (!Object.hasOwn(paths, path)) paths[path] = {};
  const key = methodKey(method);
  for (const item of itemsOf(body, path)) if (!Object.hasOwn(item, key)) item[key] = {};
}

/** Takes back what `addIntegration` did. */
export function removeIntegration(body: TemplateMap, path: string, method: string): void {
  for (const item of itemsOf(body, path)) delete item[methodKey(method)];
}

function definitionsOf(value: TemplateValue | undefined, path: string, method: string): MethodAt[] {
  return alternatives(value).map((definition) => {
    if (!isMap(definition)) {
      throw new TemplateError(`Definition of method '${method}' for path '${path}' should be a map.`, [
        'Properties',
        'DefinitionBody',
        'paths',
        path,
        method,
      ]);
    }
    return { method: methodKey(method), definition };
  });
}

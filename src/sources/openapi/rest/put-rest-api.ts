import type { RestMethod } from '../../../model/definition/rest-api.ts';
import { Problems } from '../../problems/problems.ts';
import { distinct } from '../import-context.ts';
import type { Imported, OpenApiInput, OpenApiOptions } from '../options.ts';
import { emptyRestApi, readRestParts, type RestApiDefinition, type RestParts } from './import-rest-api.ts';
import { checkResourceTree } from './resource-tree.ts';

/**
 * Puts a document over an API that exists (docs/aws/rest-api.md#import-and-export). `merge` replaces methods that both have, and adds the
 * rest; `overwrite` drops what the document does not have. Neither changes the type of the endpoint. Resource ids follow from paths, so
 * they stay.
 */
export function putRestApi(
  current: RestApiDefinition,
  input: OpenApiInput,
  mode: 'merge' | 'overwrite',
  options: OpenApiOptions,
): Imported<RestApiDefinition> {
  const imported = readRestParts(input, options, false);
  const { endpointType: _fixed, ...parts } = imported.definition;
  const definition: RestApiDefinition = {
    ...(mode === 'merge' ? mergeParts(current, parts) : { ...emptyRestApi, ...parts }),
    ...(current.endpointType && { endpointType: current.endpointType }),
  };
  const problems = new Problems();
  problems.addAll(imported.problems);
  checkResourceTree(definition.methods, problems);
  return { ...imported, definition, problems: distinct(problems.list) };
}

/** One API out of several documents, each merged over those before it. */
export function importRestApiFrom(
  inputs: readonly OpenApiInput[],
  options: OpenApiOptions,
): Imported<RestApiDefinition> {
  let definition = emptyRestApi;
  const problems = new Problems();
  const files = new Set<string>();
  let title: string | undefined;
  for (const input of inputs) {
    const imported = readRestParts(input, options, false);
    definition = mergeParts(definition, imported.definition);
    problems.addAll(imported.problems);
    for (const file of imported.files) files.add(file);
    title ??= imported.title;
  }
  checkResourceTree(definition.methods, problems);
  return { definition, ...(title !== undefined && { title }), problems: distinct(problems.list), files: [...files] };
}

/**
 * Binary media types are appended (recorded: docs/aws/rest-api-observed.md#openapi-import); other settings are replaced where the document
 * has them.
 */
function mergeParts(current: RestApiDefinition, parts: RestParts): RestApiDefinition {
  return {
    ...current,
    ...parts,
    type: 'rest',
    methods: mergeMethods(current.methods, parts.methods),
    authorizers: { ...current.authorizers, ...parts.authorizers },
    models: { ...current.models, ...parts.models },
    gatewayResponses: { ...current.gatewayResponses, ...parts.gatewayResponses },
    binaryMediaTypes: [...new Set([...current.binaryMediaTypes, ...(parts.binaryMediaTypes ?? [])])],
  };
}

function mergeMethods(current: readonly RestMethod[], further: readonly RestMethod[]): readonly RestMethod[] {
  const byKey = new Map(current.map((method) => [keyOf(method), method]));
  for (const method of further) byKey.set(keyOf(method), method);
  return [...byKey.values()];
}

function keyOf({ path, httpMethod }: RestMethod): string {
  return `${httpMethod} ${path}`;
}

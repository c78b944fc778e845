import { relative, resolve } from 'node:path';
import type { HttpApi } from '../../../../model/definition/http-api.ts';
import { derivedId } from '../../../../model/definition/derived-id.ts';
import type { RestApi } from '../../../../model/definition/rest-api.ts';
import type { OpenApiContext, OpenApiDefinition, OpenApiImporters } from '../../options.ts';
import type { Place } from '../../shape/place.ts';
import type { WrittenApi } from '../context/api-common.ts';
import { whyUnreadable } from '../../../problems/unreadable.ts';

/** What one API's document defines; nothing where it has none. */
export interface DocumentParts {
  readonly http?: Partial<HttpApi>;
  readonly rest?: Partial<RestApi>;
}

interface Reading {
  readonly root: string;
  readonly cwd: string;
  readonly context: Omit<OpenApiContext, 'apiId'>;
  readonly importers: OpenApiImporters;
  /** Files that were read, absolute. */
  readonly files: Set<string>;
}

/** Reads the document of an API's `openapi:`. Its problems go with those of the configuration. */
export function readOpenApiDocument(name: string, api: WrittenApi, place: Place, reading: Reading): DocumentParts {
  if (api.type === 'websocket' || api.openapi === undefined) return {};
  const at = place.at('openapi');
  const file = resolve(reading.root, api.openapi);
  reading.files.add(file);
  let text: string;
  try {
    text = reading.context.readFile(file);
  } catch (error) {
    at.error(`${at.name} cannot be read: ${whyUnreadable(error, relative(reading.cwd, file))}`);
    return {};
  }
  const context = {
    ...reading.context,
    apiId: api.apiId ?? derivedId('api', name),
    ...(api.basepath === undefined ? {} : { basepath: api.basepath }),
  };
  const input = { file: relative(reading.cwd, file), text };
  const keep = <Api extends { readonly title?: string }>(imported: OpenApiDefinition<Api>): Partial<Api> => {
    const { definition, title, problems, files } = imported;
    place.problems.addAll(problems);
    for (const further of files) reading.files.add(resolve(reading.cwd, further));
    return title === undefined ? definition : { ...definition, title };
  };
  return api.type === 'http'
    ? { http: keep(reading.importers.http(input, context)) }
    : { rest: keep(reading.importers.rest(input, context)) };
}

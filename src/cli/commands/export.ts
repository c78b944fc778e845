import { type DefinitionOptions, readDefinition } from '../../emulator/definition/definition.ts';
import type { Api } from '../../model/definition/api.ts';
import { fail } from '../../model/base/errors.ts';
import { exportHttpApi, exportRestApi, type RestExportOptions } from '../../sources/openapi/index.ts';
import type { Io } from '../io.ts';
import { printProblems } from '../print/problems.ts';

export interface ExportFlags {
  /** Name of the API; may be omitted where there is only one that can be exported. */
  readonly name?: string;
  /** `oas30` unless set; HTTP APIs have no other. */
  readonly format?: 'oas30' | 'swagger';
  /** For REST APIs; everything unless set. */
  readonly extensions?: RestExportOptions['extensions'];
  /** `yaml` unless set. */
  readonly output?: 'yaml' | 'json';
}

/**
 * `gw-emulate export [API]`: an API as an OpenAPI document on stdout, as API Gateway's own export writes it. Resolves with 1 when the
 * definition has errors or no such API can be exported.
 */
export async function runExport(options: DefinitionOptions & ExportFlags, io: Io): Promise<number> {
  const { model, problems } = await readDefinition(options);
  if (model === undefined) {
    printProblems(problems, io);
    return 1;
  }
  const api = chooseApi(model.apis, options.name);
  if (typeof api === 'string') {
    io.stderr(`${api}\n`);
    return 1;
  }
  const format = options.format ?? 'oas30';
  if (api.type === 'http' && format === 'swagger') {
    io.stderr(`"${api.name}" is an HTTP API, which OpenAPI 2 cannot describe. Leave out --format, or say oas30.\n`);
    return 1;
  }
  const place = { region: model.region, accountId: model.accountId };
  const document =
    api.type === 'http'
      ? exportHttpApi(api, place)
      : exportRestApi(api, format, { ...place, ...(options.extensions && { extensions: options.extensions }) });
  io.data(options.output === 'json' ? `${JSON.stringify(document, null, 2)}\n` : await yamlOf(document));
  return 0;
}

/** The API that is meant, or the sentence that says why there is none. */
function chooseApi(apis: readonly Api[], name: string | undefined): Exclude<Api, { type: 'websocket' }> | string {
  const exportable = apis.filter((api) => api.type !== 'websocket');
  const names = exportable.map((api) => api.name).join(', ');
  if (name === undefined) {
    const [only, ...others] = exportable;
    if (!only) return 'There is no API to export: WebSocket APIs have no OpenAPI form.';
    return others.length === 0 ? only : `Which API? Name one of ${names}.`;
  }
  const api = apis.find((each) => each.name === name);
  if (!api) return fail('API_UNKNOWN', name, names).message;
  return api.type === 'websocket' ? `"${name}" is a WebSocket API: it has no OpenAPI form.` : api;
}

async function yamlOf(document: object): Promise<string> {
  const { yamlText } = await import('../print/yaml.ts');
  return yamlText(document);
}

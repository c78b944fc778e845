export { importHttpApi, importHttpApiFrom, type HttpApiDefinition } from './http/import-http-api.ts';
export { importRestApi, type RestApiDefinition } from './rest/import-rest-api.ts';
export { importRestApiFrom, putRestApi } from './rest/put-rest-api.ts';
export type { Imported, OpenApiInput, OpenApiOptions } from './options.ts';
export { exportHttpApi } from './export/export-http-api.ts';
export { exportRestApi } from './export/export-rest-api.ts';
export type { RestExportOptions } from './export/export-options.ts';

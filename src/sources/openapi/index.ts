export { importHttpApi, importHttpApiFrom, type HttpApiDefinition } from './http/import-http-api.ts';
export { importRestApi, type RestApiDefinition } from './rest/import-rest-api.ts';
export { importRestApiFrom, putRestApi } from './rest/put-rest-api.ts';
export type { ExpressionUse, Imported, OpenApiInput, OpenApiOptions, TextChecks, TextMistake } from './options.ts';

import type { OpenApiContext, OpenApiImporters, OpenApiText } from '../sources/config/index.ts';
import { importHttpApi, importRestApi } from '../sources/openapi/index.ts';

/** How the configuration's `openapi:` is read. */
export const openApiImporters: OpenApiImporters = {
  http: (input: OpenApiText, context: OpenApiContext) => importHttpApi(input, context),
  rest: (input: OpenApiText, context: OpenApiContext) => importRestApi(input, context),
};

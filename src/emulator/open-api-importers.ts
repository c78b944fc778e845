import type { OpenApiImporters } from '../sources/config/index.ts';
import { importHttpApi, importRestApi } from '../sources/openapi/index.ts';

/** How the configuration's `openapi:` is read. */
export const openApiImporters: OpenApiImporters = {
  http: (input, context) => importHttpApi(input, context),
  rest: (input, context) => importRestApi(input, context),
};

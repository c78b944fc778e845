export { compileHttpApi } from './compile-http-api.ts';
export type { HttpApiServices } from './call/services.ts';

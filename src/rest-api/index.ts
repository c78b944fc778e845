export { compileRestApi } from './compile-rest-api.ts';
export type { RestFrontEnd } from './compile-rest-api.ts';
export type { RestApiServices } from './call/services.ts';
export type { TestInvocation, TestInvokeInput } from './test-invoke.ts';

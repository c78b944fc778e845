export { compileRestApi } from './compile-rest-api.ts';
export type { RestFrontEnd } from './compile-rest-api.ts';
export type { TestInvocation } from './test-invoke.ts';

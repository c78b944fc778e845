import type { Api } from '../model/api.ts';
import { fail } from '../model/errors.ts';
import { type AuthorizerCompiler, openToAll } from './contract.ts';

export interface LocalIssuer {
  document(path: string): unknown;
}

/** Compiles what routes ask of their callers. */
export function authorizerCompiler(api: Api, _services: unknown): AuthorizerCompiler {
  return {
    compile(authorization) {
      if (authorization.type === 'NONE') return openToAll;
      throw fail('API_UNKNOWN', `${api.name}: ${authorization.type} authorization`, 'NONE');
    },
  };
}

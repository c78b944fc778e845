import { anonymous } from '../../../src/authorizers/policy/caller.ts';
import type { Caller } from '../../../src/authorizers/policy/caller.ts';
import { compilePolicy } from '../../../src/authorizers/policy/policy.ts';

/** What is asked for unless a test says otherwise. */
export const RESOURCE = 'arn:aws:execute-api:us-east-1:123456789012:abc/dev/GET/pets/1';

export interface Asked {
  readonly action?: string;
  readonly resource?: string;
  readonly caller?: Caller;
  readonly keys?: Readonly<Record<string, string | readonly string[]>>;
}

/** What a policy of these statements decides. */
export function decide(statement: object | readonly object[], asked: Asked = {}, hasPrincipal = false): string {
  const { action = 'execute-api:Invoke', resource = RESOURCE, caller = anonymous, keys = {} } = asked;
  const condition = (key: string): readonly string[] | undefined => {
    const value = keys[key];
    return typeof value === 'string' ? [value] : value;
  };
  return compilePolicy({ Statement: statement }, { hasPrincipal }).decide({ action, resource, caller, condition });
}

export const allow = (over: object = {}): object => ({
  Effect: 'Allow',
  Action: 'execute-api:Invoke',
  Resource: '*',
  ...over,
});
export const deny = (over: object = {}): object => ({ ...allow(over), Effect: 'Deny' });

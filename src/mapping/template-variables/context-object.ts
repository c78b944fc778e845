import type { JavaMap } from '../values.ts';
import { LazyMap } from './lazy-map.ts';
import { OverrideMap } from './override-map.ts';
import type { OverrideMaps } from './overrides.ts';
import { toJavaValue } from './plain-values.ts';

/** AWS's own order of the keys of `$context` and `$context.identity` in a REST API (recorded: docs/aws/vtl.md#context). */
const contextOrder = words(
  'resourceId resourcePath httpMethod extendedRequestId requestTime path accountId protocol requestOverride stage domainPrefix',
  'requestTimeEpoch requestId identity domainName deploymentId responseOverride apiId',
);
const identityOrder = words(
  'cognitoIdentityPoolId accountId cognitoIdentityId caller sourceIp principalOrgId accessKey cognitoAuthenticationType',
  'cognitoAuthenticationProvider userArn userAgent user',
);

export type PlainRecord = Readonly<Record<string, unknown>>;

/** `$context`: the record, read only as far as a template looks, and the overrides where the API has them. */
export function contextObject(record: () => PlainRecord, overrides: OverrideMaps | null): LazyMap {
  return new LazyMap(() => contextMap(record(), overrides), 'text', record);
}

function contextMap(record: PlainRecord, overrides: OverrideMaps | null): JavaMap {
  const members: Record<string, unknown> = { ...record };
  if (overrides !== null) {
    members['requestOverride'] = new LazyMap(() => overrides.request, 'silent');
    members['responseOverride'] = new OverrideMap(
      () => overrides.response,
      (key) => key === 'status',
    );
  }
  return inOrder(members, contextOrder);
}

/** Known keys in AWS's order, others after them; an object inside prints as nothing, as `$context.identity` does. */
function inOrder(members: PlainRecord, order: readonly string[]): JavaMap {
  const map: JavaMap = new Map();
  const add = (name: string): void => {
    const value = members[name];
    if (value === undefined || map.has(name)) return;
    map.set(name, isPlainRecord(value) ? nested(name, value) : toJavaValue(value));
  };
  for (const name of order) if (Object.hasOwn(members, name)) add(name);
  for (const name of Object.keys(members)) add(name);
  return map;
}

function nested(name: string, record: PlainRecord): LazyMap {
  return new LazyMap(
    () => inOrder(record, name === 'identity' ? identityOrder : []),
    'silent',
    () => record,
  );
}

function isPlainRecord(value: unknown): value is PlainRecord {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function words(...lines: readonly string[]): string[] {
  return lines.join(' ').split(' ');
}

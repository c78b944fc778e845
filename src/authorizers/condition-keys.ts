import type { Clock } from '../model/base/clock.ts';
import { firstHeader } from '../model/http/messages.ts';
import type { ClientRequest } from '../model/http/messages.ts';
import type { IamIdentity } from './contract.ts';
import { roleOf } from './policy/caller.ts';

export interface ConditionFacts {
  readonly client: ClientRequest;
  readonly clock: Clock;
  /** Whether the API is PRIVATE: then the VPC keys exist and `aws:SourceIp` does not (docs/aws/rest-api.md#resource-policies). */
  readonly isPrivate: boolean;
  readonly signer?: IamIdentity;
}

/**
 * Values of IAM's condition keys for one request, looked up by lower-case name. Requests count as sent over TLS, as on AWS, where no other way
 * exists. For private APIs the VPC endpoint is the one that the headers name which AWS's endpoints add, `x-amzn-vpc-id` and
 * `x-amzn-vpce-id`: send them to be behind an endpoint.
 */
export function conditionKeys(facts: ConditionFacts): (key: string) => readonly string[] | undefined {
  return (key) => {
    const value = Object.hasOwn(KEYS, key) ? KEYS[key]?.(facts) : undefined;
    return value === undefined ? undefined : [value];
  };
}

type Reader = (facts: ConditionFacts) => string | undefined;

const header =
  (name: string): Reader =>
  ({ client }) =>
    firstHeader(client.headers, name);
const ofPrivateApi =
  (read: Reader): Reader =>
  (facts) =>
    facts.isPrivate ? read(facts) : undefined;

const KEYS: Readonly<Record<string, Reader>> = {
  'aws:currenttime': ({ clock }) => new Date(clock.now()).toISOString(),
  'aws:epochtime': ({ clock }) => String(Math.floor(clock.now() / 1000)),
  'aws:securetransport': () => 'true',
  'aws:sourceip': ({ client, isPrivate }) => (isPrivate ? undefined : client.sourceIp),
  'aws:referer': header('referer'),
  'aws:useragent': header('user-agent'),
  'aws:sourcevpc': ofPrivateApi(header('x-amzn-vpc-id')),
  'aws:sourcevpce': ofPrivateApi(header('x-amzn-vpce-id')),
  'aws:vpcsourceip': ofPrivateApi(({ client }) => client.sourceIp),
  'aws:principalaccount': ({ signer }) => signer?.accountId,
  'aws:principalarn': ({ signer }) => signer && (roleOf(signer.userArn) ?? signer.userArn),
  'aws:principaltype': ({ signer }) => signer && (roleOf(signer.userArn) === undefined ? 'User' : 'AssumedRole'),
  'aws:principalorgid': ({ signer }) => signer?.principalOrgId ?? undefined,
  'aws:userid': ({ signer }) => signer?.userId,
  // Roles have no user name (IAM's table of policy variables).
  'aws:username': ({ signer }) => (signer ? /:user\/(?:.*\/)?([^/]+)$/.exec(signer.userArn)?.[1] : undefined),
};

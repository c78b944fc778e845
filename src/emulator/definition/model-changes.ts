import { isDeepStrictEqual } from 'node:util';
import type { Model } from '../../model/definition/model.ts';

/** Keys that changed and that a running emulator keeps as they were. */
export function readAtStartOnly(before: Model, after: Model): string[] {
  const keys = ['processes', 'admin', 'region', 'accountId', 'maxWarm', 'userPools'] as const;
  return keys.filter((key) => !isDeepStrictEqual(before[key], after[key]));
}

/** Whether something changed that every front end compiles in. */
export function settingsDiffer(before: Model, after: Model): boolean {
  const shared = ({ region, accountId, credentials, endpoints, vpcLinks, accountThrottle }: Model) => [
    region,
    accountId,
    credentials,
    endpoints,
    vpcLinks,
    accountThrottle,
  ];
  return !isDeepStrictEqual(shared(before), shared(after));
}

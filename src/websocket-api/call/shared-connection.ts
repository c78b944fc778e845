import type { SharedConnection } from '../../shared-state/contract.ts';
import { isJsonObject, parseJson } from '../../model/base/json.ts';
import type { WebSocketLimits } from '../../model/definition/websocket-api.ts';
import type { Connection } from './connection.ts';

/** What later events of a connection repeat: enough for another emulator to run its `$disconnect`. */
type Facts = Pick<Connection, 'id' | 'apiId' | 'domainName' | 'host' | 'connectedAt' | 'identity' | 'authorizer'>;

/** A connection as other emulators of the same shared state know it. */
export function sharedConnection(connection: Connection, limits: WebSocketLimits, now: number): SharedConnection {
  const { id, apiId, domainName, host, connectedAt, identity, authorizer } = connection;
  const facts: Facts = { id, apiId, domainName, host, connectedAt, identity, ...(authorizer && { authorizer }) };
  const lifetimeMs = Math.max(0, connectedAt + limits.maximumSeconds * 1000 - now);
  return { id, apiId, facts: JSON.stringify(facts), lifetimeMs };
}

/** A connection of an emulator that is gone; `undefined` for facts that no emulator of this version wrote. */
export function connectionOfFacts(text: string): Connection | undefined {
  const facts = parseJson(text);
  if (!isJsonObject(facts)) return undefined;
  const { id, apiId, domainName, host, connectedAt, identity, authorizer } = facts as Partial<Facts>;
  if (id === undefined || apiId === undefined || domainName === undefined || host === undefined) return undefined;
  if (connectedAt === undefined || identity === undefined) return undefined;
  const known = { id, apiId, domainName, host, connectedAt, identity, ...(authorizer && { authorizer }) };
  return { ...known, state: 'ended', lastActiveAt: connectedAt, underWay: 0 };
}

import type { ConnectionOperation, ConnectionOutcome } from '../../shared-state/contract.ts';
import { DELETED } from '../call/close-codes.ts';
import type { CloseCause } from '../call/close-codes.ts';
import type { Connection } from '../call/connection.ts';
import type { Deployment } from '../call/deployment.ts';
import { sendText } from '../responses/send.ts';

/** Does to a connection of this emulator what `@connections` asks for, here or on another emulator of the same shared state. */
export function operate(
  id: string,
  operation: ConnectionOperation,
  { services, api }: Deployment,
  end: (connection: Connection, cause: CloseCause) => void,
): ConnectionOutcome {
  const connection = services.connections.get(id);
  if (!connection || connection.apiId !== api.id) return { outcome: 'gone' };
  switch (operation.kind) {
    case 'post':
      return { outcome: sendText(connection, operation.text, services.clock.now()) };
    case 'get':
      return { outcome: 'described', description: description(connection) };
    default:
      end(connection, DELETED);
      return { outcome: 'deleted' };
  }
}

/**
 * GetConnection's answer: lower camel case, times in ISO 8601 with milliseconds, `userAgent` only when the client sent one
 * (docs/aws/websocket-api.md#connections-operations).
 */
function description(connection: Connection): Record<string, unknown> {
  const { sourceIp, userAgent } = connection.identity;
  return {
    connectedAt: new Date(connection.connectedAt).toISOString(),
    identity: { sourceIp, ...(userAgent === undefined ? {} : { userAgent }) },
    lastActiveAt: new Date(connection.lastActiveAt).toISOString(),
  };
}

import { type Drill, type LostConnection, placeOf } from '../drills/index.ts';
import type { CloseCause } from './call/close-codes.ts';
import type { Connection } from './call/connection.ts';
import type { Deployment } from './call/deployment.ts';
import { messageSource } from './call/message-source.ts';
import { newMessageCall } from './call/new-call.ts';
import type { CompiledApi } from './deployment/compiled-api.ts';
import { conclude } from './logs/conclude.ts';

type End = (connection: Connection, cause: CloseCause) => void;

/** Asks the rules about connections as such, for one that was opened or that is open when a rule is added. */
export function loseConnection(connection: Connection, { deployment }: CompiledApi, end: End): void {
  const drill = drillOf(connection, '$connect', deployment);
  const lost = drill?.loseConnection(connection);
  if (drill && lost) lose(connection, lost, drill, deployment, end);
}

/** Asks the rules about the route of a message. True where the message was lost with its connection; the record shows it. */
export function loseMessage(connection: Connection, text: string, api: CompiledApi, end: End): boolean {
  const { deployment, routes } = api;
  if (deployment.services.drills?.on !== true) return false;
  const route = routes.select(messageSource(text));
  const drill = drillOf(connection, route?.routeKey, deployment);
  const lost = drill?.loseConnection(connection);
  if (!drill || !lost) return false;
  const call = newMessageCall(connection, text, deployment);
  if (route) call.route = route;
  call.record.drill = drill;
  conclude(call, deployment, api.accessLog);
  lose(connection, lost, drill, deployment, end);
  return true;
}

function drillOf(
  connection: Connection,
  routeKey: string | undefined,
  { api, services }: Deployment,
): Drill | undefined {
  if (services.drills?.on !== true) return undefined;
  return services.drills.begin(placeOf(api, routeKey, 'MESSAGE', { connectionId: connection.id }));
}

function lose(
  connection: Connection,
  { code, afterMs }: LostConnection,
  { notes }: Drill,
  { services }: Deployment,
  end: End,
): void {
  const begin = (): void => {
    if (connection.state === 'ended') return;
    connection.lost = { isSilent: code === undefined, notes };
    services.journal.touched?.(connection.id, notes);
    if (code === undefined) connection.transport?.silence?.();
    else end(connection, code === 1001 ? GOING_AWAY : BROKEN);
  };
  if (afterMs === 0) begin();
  else services.drills?.after(afterMs, begin);
}

/** As AWS closes connections that are idle or too old (docs/aws/websocket-api.md#how-a-connection-ends). */
const GOING_AWAY: CloseCause = { code: 1001, reason: 'Going away' };
/** No close frame reaches the client. */
const BROKEN: CloseCause = { code: 1006, reason: 'Connection closed abnormally' };

import { GatewayError } from '../model/http/gateway-error.ts';
import type { MessageCall } from './call/call.ts';
import type { Connection } from './call/connection.ts';
import type { Deployment } from './call/deployment.ts';
import type { CompiledApi } from './deployment/compiled-api.ts';
import { errorFrame } from './responses/errors.ts';
import { conclude } from './logs/conclude.ts';
import { newMessageCall } from './call/new-call.ts';
import { drilledPipelines, drilledStages, messagePipeline, messageStages } from './pipeline.ts';
import { sendText } from './responses/send.ts';
import { runStages } from './stages/stage.ts';

/**
 * Characters of one client's messages that may be under way at once: 128 of the largest. Messages do not wait for each other, so a client
 * that sends faster than its handlers run would otherwise fill the memory; past this its socket is not read. AWS's bound is not known.
 */
const UNDER_WAY = 16 * 1024 * 1024;

/**
 * One message on its way. A failure is sent to the client in a frame, on one-way routes too, and the connection stays open
 * (docs/aws/websocket-api.md#error-frames).
 */
export async function receiveMessage(connection: Connection, text: string, api: CompiledApi): Promise<void> {
  const { deployment } = api;
  const call = newMessageCall(connection, text, deployment);
  deployment.services.journal.begun?.(call, deployment.readUnderWay);
  connection.lastActiveAt = call.time;
  connection.underWay += text.length;
  if (connection.underWay > UNDER_WAY) connection.transport?.holdBack(true);
  try {
    if (deployment.services.drills?.on === true)
      await runStages(drilledPipelines.message, call, api, drilledStages.message);
    else await runStages(messagePipeline, call, api, messageStages);
  } catch (error) {
    tellClient(error, call, deployment);
  }
  connection.underWay -= text.length;
  if (connection.underWay <= UNDER_WAY) connection.transport?.holdBack(false);
  conclude(call, deployment, api.accessLog);
}

function tellClient(error: unknown, call: MessageCall, { services }: Deployment): void {
  if (!(error instanceof GatewayError)) {
    services.warn(`A defect of the emulator lost a message: ${error instanceof Error ? error.stack : String(error)}`);
    return;
  }
  sendText(call.connection, errorFrame(call, error), services.clock.now());
}

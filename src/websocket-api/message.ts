import { GatewayError } from '../model/gateway-error.ts';
import type { MessageCall } from './call.ts';
import type { Connection } from './connection.ts';
import type { Deployment } from './deployment.ts';
import { errorFrame } from './errors.ts';
import { finish } from './finish.ts';
import { newMessageCall } from './new-call.ts';
import { messagePipeline } from './pipeline.ts';
import { sendText } from './send.ts';
import { runStages } from './stages/stage.ts';

/** One message on its way. A failure is told to the client in a frame, on one-way routes too, and the connection stays open (7.3). */
export async function receiveMessage(connection: Connection, text: string, deployment: Deployment): Promise<void> {
  const call = newMessageCall(connection, text, deployment);
  connection.lastActiveAt = call.time;
  try {
    await runStages(messagePipeline, call, deployment);
  } catch (error) {
    tellClient(error, call, deployment);
  }
  finish(call, deployment);
}

function tellClient(error: unknown, call: MessageCall, { services }: Deployment): void {
  if (!(error instanceof GatewayError)) {
    services.warn(`A defect of the emulator lost a message: ${error instanceof Error ? error.stack : String(error)}`);
    return;
  }
  call.record.error = error;
  sendText(call.connection, errorFrame(error, call), services.clock.now());
}

import { GatewayError } from '../model/http/gateway-error.ts';
import type { CloseCause } from './call/close-codes.ts';
import type { Connection } from './call/connection.ts';
import type { Deployment } from './call/deployment.ts';
import { finish } from './logs/conclude.ts';
import { newDisconnectCall } from './call/new-call.ts';
import { disconnectPipeline } from './pipeline.ts';
import { runStages } from './stages/stage.ts';

/** Tells `$disconnect` of a connection that is over. What the integration makes of it reaches the journal and nobody else. */
export async function disconnect(connection: Connection, cause: CloseCause, deployment: Deployment): Promise<void> {
  const call = newDisconnectCall(connection, cause, deployment);
  try {
    await runStages(disconnectPipeline, call, deployment);
  } catch (error) {
    if (error instanceof GatewayError) call.record.error = error;
    else
      deployment.services.warn(
        `A defect of the emulator lost a $disconnect: ${error instanceof Error ? error.stack : String(error)}`,
      );
  }
  finish(call, deployment);
}

import { GatewayError } from '../model/http/gateway-error.ts';
import type { CloseCause } from './call/close-codes.ts';
import type { Connection } from './call/connection.ts';
import type { CompiledApi } from './deployment/compiled-api.ts';
import { conclude } from './logs/conclude.ts';
import { newDisconnectCall } from './call/new-call.ts';
import { disconnectPipeline, disconnectStages, drilledPipelines, drilledStages } from './pipeline.ts';
import { keepFault } from './responses/errors.ts';
import { runStages } from './stages/stage.ts';

/** Invokes `$disconnect` for a closed connection. The result of the integration only reaches the journal. */
export async function disconnect(connection: Connection, cause: CloseCause, api: CompiledApi): Promise<void> {
  const call = newDisconnectCall(connection, cause, api.routes.disconnect, api.deployment);
  api.deployment.services.journal.begun?.(call, api.deployment.readUnderWay);
  try {
    if (api.deployment.services.drills?.on === true || connection.lost)
      await runStages(drilledPipelines.disconnect, call, api, drilledStages.disconnect);
    else await runStages(disconnectPipeline, call, api, disconnectStages);
  } catch (error) {
    if (error instanceof GatewayError) keepFault(call, error);
    else
      api.deployment.services.warn(
        `A defect of the emulator lost a $disconnect: ${error instanceof Error ? error.stack : String(error)}`,
      );
  }
  conclude(call, api.deployment, api.accessLog);
}

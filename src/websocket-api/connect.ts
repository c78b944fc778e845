import { STATUS_CODES } from 'node:http';
import { GatewayError } from '../model/http/gateway-error.ts';
import type { ClientRequest, ClientResponse } from '../model/http/messages.ts';
import type { ConnectCall } from './call/call.ts';
import type { CompiledApi } from './deployment/compiled-api.ts';
import { handshakeRefusal, refusal } from './responses/errors.ts';
import { conclude } from './logs/conclude.ts';
import type { Handshake } from './front-end.ts';
import { newConnectCall } from './call/new-call.ts';
import { connectPipeline, connectStages, drilledPipelines, drilledStages } from './pipeline.ts';
import { runStages } from './stages/stage.ts';

/** Runs a handshake; the upgrade waits for it. Rejects only for defects of the emulator itself. */
export async function connect(request: ClientRequest, api: CompiledApi): Promise<Handshake> {
  const call = newConnectCall(request, api.routes.connect, api.deployment);
  const { services, readUnderWay } = api.deployment;
  services.journal.begun?.(call, readUnderWay);
  try {
    if (services.drills?.on === true) await runStages(drilledPipelines.connect, call, api, drilledStages.connect);
    else await runStages(connectPipeline, call, api, connectStages);
  } catch (error) {
    if (!(error instanceof GatewayError)) {
      services.journal.lost?.(call);
      throw error;
    }
    return refused(call, handshakeRefusal(call, error), api);
  }
  return verdict(call, api);
}

/** 2xx accepts, whatever else the answer says; every other status refuses with that status, its body and headers dropped (5). */
function verdict(call: ConnectCall, api: CompiledApi): Handshake {
  const statusCode = call.outcome?.statusCode ?? 200;
  if (statusCode < 200 || statusCode > 299) {
    const reason = STATUS_CODES[statusCode] ?? `Status ${statusCode}`;
    return refused(call, refusal(statusCode, reason, call.requestId), api);
  }
  const dropped = call.record.drill?.dropsHandshake() === true;
  conclude(call, api.deployment, api.accessLog);
  const subprotocol = call.outcome?.subprotocol;
  return {
    accepted: true,
    connection: call.connection,
    ...(subprotocol === undefined ? {} : { subprotocol }),
    ...(dropped ? { dropped } : {}),
  };
}

function refused(call: ConnectCall, refusal: ClientResponse, api: CompiledApi): Handshake {
  call.connection.state = 'ended';
  const response = call.record.drill?.answer(refusal) ?? refusal;
  conclude(call, api.deployment, api.accessLog, response);
  return { accepted: false, response };
}

import { placeOf } from '../drills/index.ts';
import { GatewayError } from '../model/http/gateway-error.ts';
import { noteRefusal } from './stages/authorize.ts';
import type { Passage } from './stages/passage.ts';

/** The method is known: from here on rules may concern the call. */
export function beginDrill({ matched: { call, method } }: Passage): void {
  const { api, services } = call.deployment;
  const { stageVariables } = call;
  call.drill = services.drills?.begin(placeOf(api, method.routeKey, call.httpMethod, { stageVariables }));
}

export function failAuthorizer({ matched: { call } }: Passage): void {
  try {
    call.drill?.failAuthorizer();
  } catch (error) {
    if (error instanceof GatewayError) noteRefusal(call, error);
    throw error;
  }
}

export function failThrottle({ matched: { call } }: Passage): void {
  call.drill?.throttle();
}

/** The integration is called as rules want it; what they make it wait is part of its latency. */
export function drillIntegration(passage: Passage): void {
  const { drill } = passage.call;
  const { request } = passage;
  if (drill) passage.request = () => drill.integrate(request);
}

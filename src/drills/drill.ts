import { withTimeLimit } from '../model/base/time-limit.ts';
import type { FaultKind } from '../model/definition/fault.ts';
import { GatewayError } from '../model/http/gateway-error.ts';
import type { GatewayErrorType } from '../model/http/gateway-error.ts';
import type { ClientResponse } from '../model/http/messages.ts';
import type { LambdaInvoker } from '../model/lambda/invocation.ts';
import type { FaultNote } from '../observability/fault-note.ts';
import { cutAfterHead, dropped, hasBody, slowed } from './changed-response.ts';
import type { DrillServices } from './contract.ts';
import type { DrillRule } from './drill-rule.ts';
import { DrilledFunctions } from './drilled-functions.ts';
import type { TouchedPlace } from './touched-place.ts';
import { wait } from './wait.ts';

/** Of `slow-body` without `milliseconds`. */
const SLOW_BODY_MS = 5000;

/** What rules do to one exchange. Each step asks the rules that concern it, and notes what the first of them did. */
export class Drill {
  readonly place: TouchedPlace;
  readonly notes: FaultNote[] = [];
  readonly #services: DrillServices;
  readonly #take: (kinds: readonly FaultKind[], once?: object) => DrillRule | undefined;
  #lambda: LambdaInvoker | undefined;

  constructor(
    place: TouchedPlace,
    services: DrillServices,
    take: (kinds: readonly FaultKind[], once?: object) => DrillRule | undefined,
  ) {
    this.place = place;
    this.#services = services;
    this.#take = take;
  }

  /** What invokes functions for this exchange: `undefined` where no rule changes it. */
  get lambda(): LambdaInvoker | undefined {
    return this.#lambda;
  }

  /** Throws what the client gets when the authorizer fails or refuses, where a rule wants that. */
  failAuthorizer(): void {
    const rule = this.#take(['authorizer-failure', 'authorizer-deny']);
    if (rule === undefined) return;
    if (rule.fault.kind === 'authorizer-failure')
      throw this.#failure(rule, 'authorizer', 'AUTHORIZER_CONFIGURATION_ERROR', 'the authorizer failed');
    const { authorization } = this.place;
    const reason = 'the authorizer refused the caller';
    // A token that does not convince is 401, a policy that denies 403 (docs/aws/rest-api.md#authorizer-outcomes).
    if (authorization === 'JWT' || authorization === 'COGNITO_USER_POOLS')
      throw this.#failure(rule, 'authorizer', 'UNAUTHORIZED', reason);
    throw this.#failure(rule, 'authorizer', 'ACCESS_DENIED', reason, {
      clientMessage: 'User is not authorized to access this resource with an explicit deny in an identity-based policy',
    });
  }

  /** Throws THROTTLED where a rule wants that. */
  throttle(): void {
    const rule = this.#take(['throttle']);
    if (rule !== undefined) throw this.#failure(rule, 'throttle', 'THROTTLED', 'throttled');
  }

  /**
   * Runs the integration as the rules want it. What they make it wait counts against its timeout. Throws INTEGRATION_TIMEOUT; what functions do
   * is changed by `lambda`.
   */
  async integrate<Result>(run: () => Result | Promise<Result>): Promise<Result> {
    const { clock } = this.#services;
    const { timeoutMs } = this.place;
    const late = this.#take(['latency']);
    const outcome = this.#take(['timeout', 'function-error', 'malformed-result']);
    const cold = outcome?.fault.kind === 'timeout' ? undefined : this.#take(['cold-start']);
    const lateMs = late?.delay(0) ?? 0;
    if (late !== undefined) {
      if (lateMs >= timeoutMs) {
        await wait(clock, timeoutMs);
        throw this.#failure(late, 'integration', 'INTEGRATION_TIMEOUT', `no answer within ${timeoutMs} ms`);
      }
      this.#note(late, 'integration', `waited ${lateMs} ms`);
      await wait(clock, lateMs);
    }
    if (outcome?.fault.kind === 'timeout') {
      const waitedMs = outcome.delay(0);
      await wait(clock, waitedMs);
      throw this.#failure(
        outcome,
        'integration',
        'INTEGRATION_TIMEOUT',
        `no answer within ${timeoutMs} ms, said ${waitedMs === 0 ? 'at once' : `after ${waitedMs} ms`}`,
      );
    }
    this.#lambda =
      outcome === undefined && cold === undefined
        ? undefined
        : new DrilledFunctions(this.#services, { outcome, cold }, (rule, effect) =>
            this.#note(rule, 'integration', effect),
          );
    const work = Promise.resolve(run());
    if (late === undefined) return work;
    return withTimeLimit(clock, timeoutMs - lateMs, work, () =>
      this.#refusal(late, 'INTEGRATION_TIMEOUT', `no answer within ${timeoutMs} ms, of which it waited ${lateMs}`),
    );
  }

  /** The response as the rules let it reach the client. */
  answer(response: ClientResponse): ClientResponse {
    const withBody = hasBody(response, this.place.method);
    const rule = this.#take(['drop-before-head', ...(withBody ? (['drop-after-head', 'slow-body'] as const) : [])]);
    if (rule === undefined) return response;
    switch (rule.fault.kind) {
      case 'drop-before-head':
        this.#note(rule, 'response', 'cut the connection before the head');
        return dropped(response);
      case 'drop-after-head':
        this.#note(rule, 'response', 'cut the connection in the body');
        return cutAfterHead(response, describedRule(rule));
      default: {
        const milliseconds = rule.delay(SLOW_BODY_MS);
        this.#note(rule, 'response', `the body took ${milliseconds} ms`);
        return slowed(response, milliseconds, this.#services.clock);
      }
    }
  }

  /** Whether a handshake that was accepted is cut before its answer. */
  dropsHandshake(): boolean {
    const rule = this.#take(['drop-before-head']);
    if (rule !== undefined) this.#note(rule, 'response', 'cut the connection before the head');
    return rule !== undefined;
  }

  /** Whether `@connections` says that the connection is gone. */
  isGone(): boolean {
    const rule = this.#take(['connection-gone']);
    if (rule !== undefined) this.#note(rule, 'response', 'answered 410 GoneException');
    return rule !== undefined;
  }

  /** What happens to the WebSocket connection itself. With `once`, a connection is decided on by each rule a single time. */
  loseConnection(once?: object): LostConnection | undefined {
    const rule = this.#take(['websocket-drop', 'websocket-half-open'], once);
    if (rule === undefined) return undefined;
    const { kind, code = 1006 } = rule.fault;
    const isDrop = kind === 'websocket-drop';
    this.#note(rule, 'route', isDrop ? `dropped the connection with ${code}` : 'the connection went silent');
    return { ...(isDrop ? { code } : {}), afterMs: rule.delay(0) };
  }

  #note(rule: DrillRule, stage: string, effect: string): void {
    this.notes.push({ id: rule.id, kind: rule.fault.kind, stage, effect });
  }

  #failure(
    rule: DrillRule,
    stage: string,
    kind: GatewayErrorType,
    effect: string,
    options: { readonly clientMessage?: string } = {},
  ): GatewayError {
    this.#note(rule, stage, effect);
    return this.#refusal(rule, kind, effect, options);
  }

  #refusal(
    rule: DrillRule,
    kind: GatewayErrorType,
    effect: string,
    options: { readonly clientMessage?: string } = {},
  ): GatewayError {
    return new GatewayError(kind, { reason: `${describedRule(rule)}: ${effect}`, ...options });
  }
}

/** What a rule does to a WebSocket connection: closes it with a code, or makes it silent; after so many milliseconds. */
export interface LostConnection {
  readonly code?: number;
  readonly afterMs: number;
}

/** A rule as terminal and logs name it. */
function describedRule({ id, fault }: DrillRule): string {
  return `Drill ${id} (${fault.kind})`;
}

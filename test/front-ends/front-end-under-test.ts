import type { ApiType } from '../../src/model/definition/api.ts';
import type { Throttle } from '../../src/model/definition/stage.ts';
import type { Exchange } from '../../src/observability/exchange.ts';
import type { FakeClock } from '../fake-clock.ts';
import type { Functions } from './house.ts';

/** An API in the words that all three kinds share. */
export interface Setup {
  /**
   * Routes in the order of the definition. Each runs the function of its own name; `everything-else` is the one that takes what no other
   * route is for.
   */
  readonly routes: readonly string[];
  /** Limits of single routes, by name. */
  readonly throttles?: Readonly<Record<string, Throttle>>;
  readonly stageThrottle?: Throttle;
  /** Puts the API behind a Lambda authorizer, the function `authorize`, that keeps its answers for so many seconds. */
  readonly authorizerTtl?: number;
  /** What functions do; those that are not named answer with status 200. */
  readonly functions?: Functions;
}

export interface FrontEndUnderTest {
  readonly clock: FakeClock;
  /** Asks for the route of that name as the holder of the ticket, if there is one, and waits until the journal has what became of it. */
  ask(routeName: string, ticket?: string): Promise<Exchange>;
  /** Names of the functions that ran, oldest first. */
  ran(): readonly string[];
  /** Everything that the journal holds, oldest first. */
  exchanges(): readonly Exchange[];
}

/** What one kind of API answers where all three have the rule and each has its own figures. */
export interface KindOfFrontEnd {
  readonly name: string;
  readonly apiType: ApiType;
  readonly start: (setup: Setup) => FrontEndUnderTest;
  /** How the route of a name is called in the journal. */
  readonly routeKey: (routeName: string) => string;
  readonly status: {
    readonly noRoute: number;
    readonly functionFailed: number;
  };
  /** Rules of the others that this kind does not have, with the reason. */
  readonly without: Readonly<Partial<Record<'authorizerCache' | 'throttleAfterAuthorizer', string>>>;
}

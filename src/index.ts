export { startEmulator } from './emulator.ts';
export type { Emulator, RunningApi, StartOptions } from './emulator/contract.ts';
export type { EmulatorObserver, Reload } from './emulator/observer.ts';
export { InvalidConfiguration } from './emulator/definition/invalid-configuration.ts';
export { EmulatorError } from './model/base/errors.ts';
export type { Problem, Position } from './model/base/position.ts';
export type { Exchange } from './observability/exchange.ts';
export type { ExchangeRecord, ExchangeSummary } from './observability/record/exchange-record.ts';
export type { EmulatorFaults } from './emulator/testing/faults.ts';
export type { RunningFault } from './drills/index.ts';
export type { Fault, FaultKind } from './model/definition/fault.ts';
export type { FaultNote } from './observability/fault-note.ts';
export type { InjectedRequest, InjectedResponse } from './emulator/testing/inject.ts';
export { ConnectionRefused } from './emulator/testing/handshake.ts';
export type { ConnectRequest } from './emulator/testing/handshake.ts';
export type { SocketClose, WebSocketClient } from './emulator/testing/web-socket-client.ts';
export type { TestClock } from './emulator/testing/clock/test-clock.ts';
export type { BackendAnswer, BackendCall } from './emulator/testing/backend-messages.ts';
export type { BackendHandler } from './emulator/testing/mocked-backends.ts';
export type { ResetParts } from './emulator/testing/reset.ts';
export type {
  EventCertificate,
  EventListMap,
  EventMap,
  HttpApiEvent,
  HttpApiResult,
  JwtAuthorizerContext,
  LambdaAuthorizerContext,
  ProxyResult,
  RestApiEvent,
  RestApiIdentity,
  WebSocketEvent,
} from './emulator/testing/events.ts';
export type { MockContext } from './emulator/testing/mock-context.ts';
export type { TokenRequest } from './authorizers/index.ts';
export type { MockCallback, MockHandler } from './emulator/testing/mocked-functions.ts';
export type { ExchangeFilter } from './emulator/testing/wait-for-exchange.ts';
export type { InvocationResult, InvocationReport } from './model/lambda/invocation.ts';
export { defineConfig } from './sources/config/index.ts';
export type { EmulatorConfig } from './sources/config/index.ts';

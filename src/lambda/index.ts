export { LambdaService } from './service.ts';
export type { LambdaSettings } from './settings.ts';
export { RuntimeNotes } from './runtime-notes.ts';
export type { EnvironmentCounts } from './pool/pool-services.ts';
export { LocalHosts } from './local-hosts.ts';
export type {
  EnvironmentEvents,
  EnvironmentExit,
  ExecutionEnvironment,
  Launch,
  StartEnvironment,
} from './environment/execution-environment.ts';
export type { FromEnvironment, ToEnvironment } from './environment/protocol.ts';
export { startProcess } from './host/process/process-environment.ts';
export { guard, killGroup, unguard } from './host/process/orphan-guard.ts';
export { HostProcess } from './host/host-process.ts';
export type { Debuggee } from './host/environment-host.ts';

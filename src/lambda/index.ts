export { LambdaService } from './service.ts';
export type { LambdaSettings } from './settings.ts';
export { RuntimeNotes } from './runtime-notes.ts';
export { LocalHosts } from './local-hosts.ts';
export type { HostTarget } from './environment/protocol.ts';
export type { StartEnvironment } from './environment/execution-environment.ts';
export { guard, unguard } from './host/process/orphan-guard.ts';
export { HostProcess } from './host/host-process.ts';
export type { Debuggee } from './host/environment-host.ts';

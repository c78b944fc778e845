export { read, type ServerlessProject } from './read.ts';
export type { LocalApiSettings, LocalSettings, LocalTables, TableSeed } from './local-settings.ts';
export type { ServerlessOptions } from './options.ts';

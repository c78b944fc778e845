export { read, type ServerlessProject } from './read.ts';
export type { ServerlessOptions } from './options.ts';

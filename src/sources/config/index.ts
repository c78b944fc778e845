export { type EmulatorConfig } from './definition/config.ts';
export { defineConfig, type LoadedConfig, loadConfig, modelFromObject } from './load.ts';
export { type ConfigOptions } from './options.ts';

import { loadConfig, type ConfigOptions, type LoadedConfig } from '../../../src/sources/config/index.ts';
import type { Problem } from '../../../src/model/base/position.ts';

/** Loads a configuration from texts in memory: `/app/emulator.config.yaml` and further files by absolute path. */
export function loadText(
  text: string,
  files: Readonly<Record<string, string>> = {},
  options: ConfigOptions = {},
): Promise<LoadedConfig> {
  const all: Readonly<Record<string, string>> = { '/app/emulator.config.yaml': text, ...files };
  const readFile = (file: string): string => {
    const content = all[file];
    if (content === undefined)
      throw Object.assign(new Error(`ENOENT: no such file, open '${file}'`), { code: 'ENOENT' });
    return content;
  };
  return loadConfig('emulator.config.yaml', { cwd: '/app', readFile, ...options });
}

/** `line:column message`, warnings marked, hints after an arrow. */
export function said({ severity, message, position, hint }: Problem): string {
  const place = position ? `${position.line}:${position.column} ` : '';
  return `${place}${severity === 'error' ? '' : `${severity}: `}${message}${hint === undefined ? '' : ` -> ${hint}`}`;
}

const functions = 'functions:\n  list: handlers/a.list\n  create: handlers/a.create\n';

/** Lines from 7 on: the API's own keys, indented by four. */
export const httpApi = (body: string): string => `${functions}apis:\n  shop:\n    type: http\n${body}`;
export const restApi = (body: string): string => `${functions}apis:\n  back:\n    type: rest\n${body}`;
/** Lines from 8 on. */
export const webSocketApi = (body: string): string =>
  `${functions}apis:\n  chat:\n    type: websocket\n    routeSelectionExpression: $request.body.action\n${body}`;

import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** Requests a second that one route lets pass: few enough that a busy machine offers more. */
export const RATE = 50;

export const KEY = 'partner-key-0123456789abcdef';

/** A gateway whose routes run no functions, but for $disconnect, which notes each connection in a file. */
export function writeProject(folder, redis) {
  const restMock = {
    integration: {
      type: 'MOCK',
      requestTemplates: { 'application/json': '{"statusCode":200}' },
      responses: { default: { statusCode: '200', responseTemplates: { 'application/json': '{}' } } },
    },
  };
  const noting = `exports.handler = async ({ requestContext }) => {
    require('node:fs').appendFileSync(process.env.NOTES, requestContext.connectionId + '\\n');
    return { statusCode: 200 };
  };`;
  const config = {
    port: 0,
    admin: false,
    shared: { redis },
    functions: { note: { inline: noting, environment: { NOTES: join(folder, 'disconnected') } } },
    apis: {
      chat: {
        type: 'websocket',
        stage: 'dev',
        routeSelectionExpression: '$request.body.action',
        routes: {
          $disconnect: 'note',
          $default: {
            routeResponse: true,
            integration: {
              type: 'MOCK',
              requestTemplates: { $default: '{"statusCode":200}' },
              templateSelectionExpression: '\\$default',
              responses: {
                $default: {
                  responseTemplates: { $default: '{"id":"$context.connectionId"}' },
                  templateSelectionExpression: '\\$default',
                },
              },
            },
          },
        },
      },
      shop: {
        type: 'rest',
        stage: 'dev',
        apiKeys: { partner: { value: KEY } },
        usagePlans: { gold: { apiKeys: ['partner'], quota: { limit: 1000, period: 'MONTH' } } },
        routes: {
          'GET /counted': { ...restMock, apiKeyRequired: true },
          'GET /limited': { ...restMock, throttle: { rate: RATE, burst: RATE } },
          'GET /open': { ...restMock, throttle: { rate: 1_000_000, burst: 1_000_000 } },
        },
      },
    },
  };
  writeFileSync(join(folder, 'emulator.config.json'), JSON.stringify(config));
}

/** One emulator as a process, ready. */
export async function startNode(folder) {
  const child = spawn(process.execPath, [CLI, 'start', '--json', '--no-watch'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = await new Promise((resolve, reject) => {
    const said = [];
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = JSON.parse(text);
      said.push(text);
      if (line.type === 'ready') resolve(line);
      if (line.type === 'defect') console.error(text);
    });
    child.once('exit', (code) => reject(new Error(`a node ended with ${code}: ${said.join('\n')}`)));
  });
  const url = (name) => new URL(ready.apis.find((api) => api.name === name).url);
  return { port: (name) => Number(url(name).port), kill: () => child.kill('SIGKILL') };
}

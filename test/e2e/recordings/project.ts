import { Agent, request } from 'node:http';
import type { HeaderList } from '../../../src/model/http/messages.ts';
import { startProject as startFiles } from '../temporary-project.ts';

export interface Answer {
  readonly status: number;
  /** As they came, in their own spelling. */
  readonly headers: HeaderList;
  readonly bytes: Buffer;
  readonly text: string;
  json(): unknown;
}

export interface RequestParts {
  readonly headers?: HeaderList;
  readonly body?: string | Buffer;
}

/** A project of its own folder, served by the built CLI. */
export interface Project {
  readonly folder: string;
  /** Sends `GET /stage/path` to an API; the path goes out as it is written, double slashes and all. */
  send(api: string, request: string, parts?: RequestParts): Promise<Answer>;
  stop(): Promise<void>;
}

/** Writes configuration and handlers (`handlers.mjs`) and starts the CLI on them. */
export async function startProject(config: object, handlers: string): Promise<Project> {
  const served = await startFiles({
    'emulator.config.json': JSON.stringify(config, undefined, 1),
    'handlers.mjs': handlers,
  });
  const agent = new Agent({ keepAlive: true });
  return {
    folder: served.folder,
    send(api, line, parts = {}) {
      const [method = '', path = ''] = line.split(' ');
      return send({ agent, port: Number(new URL(served.cli.url(api)).port), method, path }, parts);
    },
    async stop() {
      agent.destroy();
      await served.stop();
    },
  };
}

interface Line {
  readonly agent: Agent;
  readonly port: number;
  readonly method: string;
  readonly path: string;
}

function send({ port, ...line }: Line, { headers = [], body }: RequestParts): Promise<Answer> {
  const length: HeaderList = body === undefined ? [] : [['Content-Length', String(Buffer.byteLength(body))]];
  const all: HeaderList = [['Host', `127.0.0.1:${port}`], ...headers, ...length];
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, ...line, headers: all.flat() }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const text = bytes.toString('utf8');
        const pairs: [string, string][] = [];
        for (let at = 0; at < response.rawHeaders.length; at += 2) {
          pairs.push([response.rawHeaders[at] ?? '', response.rawHeaders[at + 1] ?? '']);
        }
        const json = (): unknown => JSON.parse(text);
        resolve({ status: response.statusCode ?? 0, headers: pairs, bytes, text, json });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

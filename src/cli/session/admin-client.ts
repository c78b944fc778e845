import { dirname } from 'node:path';
import { chooseDefinition, type DefinitionOptions } from '../../emulator/definition/definition.ts';
import { announcedAdmin } from '../../emulator/console/admin-address.ts';

/** Where the admin port is unless a configuration or flag says otherwise. */
const DEFAULT_PORT = 4567;

/** What a running emulator answered with a refusal, or that none answered. */
export class AdminFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'AdminFailure';
  }
}

/** The API under `/_gw/` of a running emulator. */
export interface AdminClient {
  readonly url: string;
  /** The JSON answer of an endpoint. Rejects with `AdminFailure`. */
  ask(path: string, body?: object): Promise<Record<string, unknown>>;
  /** A DELETE. Rejects with `AdminFailure`. */
  remove(path: string): Promise<void>;
}

/** Finds the running emulator of a project: by flag, by `GW_EMULATE_ADMIN_URL`, by what it left in the project's folder, by the default port. */
export function adminClient(options: DefinitionOptions): AdminClient {
  const url = adminUrl(options);
  return {
    url,
    ask: (path, body) => answerOf(url, path, body === undefined ? {} : posted(body)),
    async remove(path) {
      await answerOf(url, path, { method: 'DELETE' });
    },
  };
}

async function answerOf(url: string, path: string, init: RequestInit): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}/_gw/${path}`, init).catch(() => {
    throw new AdminFailure(
      `No emulator answers at ${url}. Start one with "gw-emulate", or name its port with --admin-port.`,
    );
  });
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (response.ok) return answer;
  throw new AdminFailure(
    typeof answer['message'] === 'string' ? answer['message'] : `${url} answered with ${response.status}.`,
  );
}

function posted(body: object): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function adminUrl(options: DefinitionOptions): string {
  if (options.adminPort !== undefined) return `http://127.0.0.1:${options.adminPort}`;
  const given = options.environment['GW_EMULATE_ADMIN_URL'];
  return given ?? announcedAdmin(rootOf(options)) ?? `http://127.0.0.1:${DEFAULT_PORT}`;
}

/** The project's folder: that of the definition, or the working folder where there is none. */
function rootOf(options: DefinitionOptions): string {
  try {
    const chosen = chooseDefinition(options);
    return chosen === undefined ? options.cwd : dirname(chosen.file);
  } catch {
    return options.cwd;
  }
}

/** What an endpoint refused, with its sentence. */
export class Failure extends Error {
  readonly endpoint: string;
  readonly status: number;

  constructor(endpoint: string, status: number, message: string) {
    super(message);
    this.endpoint = endpoint;
    this.status = status;
  }
}

/** Asks an endpoint under `/_gw/`. Rejects with a `Failure` where it does not answer with 2xx. */
export async function get<Answer>(path: string): Promise<Answer> {
  return ask<Answer>('GET', path);
}

export async function post<Answer>(path: string, body: object = {}): Promise<Answer> {
  return ask<Answer>('POST', path, body);
}

export async function remove(path: string): Promise<void> {
  await ask('DELETE', path);
}

async function ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const url = `/_gw/${path}`;
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Failure(`${method} ${url}`, 0, 'gw-emulate does not respond.');
  });
  const answer = (await response.json().catch(() => ({}))) as Answer & { message?: string };
  if (response.ok) return answer;
  throw new Failure(`${method} ${url}`, response.status, answer.message ?? `Status ${response.status}`);
}

export const encode = encodeURIComponent;

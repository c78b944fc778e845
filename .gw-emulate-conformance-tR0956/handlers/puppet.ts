interface PuppetEvent {
  readonly headers?: Record<string, string>;
  readonly body?: string | null;
}

/** Does what the request's x-do header says: the tables of the tests say what a function returns. */
export async function act(event: PuppetEvent): Promise<unknown> {
  const todo = event.headers?.['x-do'] ?? '"nothing to do"';
  if (todo === 'undefined') return undefined;
  if (todo === 'throw') throw new Error('boom');
  if (todo === 'throw string') throw 'boom';
  if (todo === 'bigint') return { statusCode: 200, body: 1n };
  if (todo === 'exit') process.exit(3);
  if (todo === 'hang') return new Promise(() => setInterval(() => {}, 1000));
  if (todo === 'never') return new Promise(() => {});
  if (todo === 'large') return { statusCode: 200, body: 'x'.repeat(6 * 1024 * 1024 + 200) };
  return JSON.parse(todo);
}

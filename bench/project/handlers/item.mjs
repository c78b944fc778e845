// The handler of every comparison: in an emulator's environment, and in process behind the bare servers.

/** One item as JSON. */
export const get = async (event) => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ id: event.pathParameters.id, name: `Item ${event.pathParameters.id}`, price: 1995 }),
});

/** A WebSocket message back to its sender. */
export const echo = async (event) => ({ statusCode: 200, body: event.body });

export const connect = async () => ({ statusCode: 200 });

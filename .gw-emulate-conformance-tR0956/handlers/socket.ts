interface SocketEvent {
  readonly headers?: Record<string, string>;
  readonly queryStringParameters?: Record<string, string>;
  readonly body?: string;
  readonly requestContext: { readonly connectionId: string };
}

/** Answers a handshake as its ?do= says; keeps the event for the message "event". */
export async function connect(event: SocketEvent): Promise<unknown> {
  const todo = event.queryStringParameters?.do;
  if (todo === 'throw') throw new Error('no');
  if (todo !== undefined) return JSON.parse(todo);
  const offered = event.headers?.['Sec-WebSocket-Protocol'];
  if (offered === undefined) return { statusCode: 200, body: JSON.stringify(event) };
  return { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': offered.split(',')[0]?.trim() } };
}

/** Sends the event back; a message with "answer" is answered with that. */
export async function message(event: SocketEvent): Promise<unknown> {
  const answer = answerIn(event.body);
  if (answer === 'throw') throw new Error('no');
  if (answer !== undefined) return answer;
  return { statusCode: 200, body: JSON.stringify(event) };
}

function answerIn(body: string | undefined): unknown {
  try {
    const read: unknown = JSON.parse(body ?? '');
    return typeof read === 'object' && read !== null && 'answer' in read ? read.answer : undefined;
  } catch {
    return undefined;
  }
}

/** A route without a route response: what it returns is not sent. */
export async function silent(event: SocketEvent): Promise<unknown> {
  return message(event);
}

/** Says on the function's log how a connection ended. */
export async function disconnect(event: unknown): Promise<unknown> {
  console.log(`gone ${JSON.stringify(event)}`);
  return { statusCode: 200 };
}

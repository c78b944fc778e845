/** Answers with the event that it was given, and nothing else. */
export async function full(event: unknown) {
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) };
}

/** The event itself as the result: for non-proxy integrations and inferred responses. */
export async function bare(event: unknown) {
  return event;
}

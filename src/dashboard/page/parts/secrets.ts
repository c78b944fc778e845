/** Names of headers and members whose values are worth hiding from people nearby. */
const SECRET =
  /^(?:authorization|proxy-authorization|cookie|set-cookie|x-api-key|x-amz-security-token|authorizationtoken|apikey|secretaccesskey|password)$/i;

export function isSecret(name: string): boolean {
  return SECRET.test(name);
}

export function hidden(value: string): string {
  return `hidden, ${value.length} characters`;
}

/** A copy of a JSON value with secrets hidden. Cookies stand in lists. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (isSecret(name) && typeof member === 'string') return [name, hidden(member)];
      if ((isSecret(name) || name === 'cookies') && Array.isArray(member)) {
        return [name, member.map((one) => (typeof one === 'string' ? hidden(one) : withoutSecrets(one)))];
      }
      return [name, withoutSecrets(member)];
    }),
  );
}

import { isSecretName } from '../../../model/secrets/secret-names.ts';

export { isSecretName } from '../../../model/secrets/secret-names.ts';

export function hidden(value: string): string {
  return `hidden, ${value.length} characters`;
}

/** A copy of a JSON value with secrets hidden. Cookies stand in lists. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (isSecretName(name) && typeof member === 'string') return [name, hidden(member)];
      if ((isSecretName(name) || name === 'cookies') && Array.isArray(member)) {
        return [name, member.map((one) => (typeof one === 'string' ? hidden(one) : withoutSecrets(one)))];
      }
      return [name, withoutSecrets(member)];
    }),
  );
}

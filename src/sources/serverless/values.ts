/** A list or a map. */
export function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return isHolder(value) && !Array.isArray(value);
}

/** A member of its own: `__proto__` and the like are data. */
export function memberOf(holder: object, key: string): unknown {
  return Object.hasOwn(holder, key) ? (holder as Record<string, unknown>)[key] : undefined;
}

/** A value as text: what stands inside a text, or in a message. */
export function textOf(value: unknown): string {
  return isHolder(value) ? JSON.stringify(value) : String(value);
}

/** Sets a member of its own; defining each is much slower than assigning. */
export function setMember(holder: object, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
  else (holder as Record<string, unknown>)[key] = value;
}

/**
 * Sets a property of a map that will be handed out, whatever its name: names come from clients, and `__proto__` must be a name like any other.
 * Plain assignment otherwise, which is several times faster than `Object.fromEntries` on the path of every request.
 */
export function setOwn<Value>(map: Record<string, Value>, name: string, value: Value): void {
  if (name === '__proto__') {
    Object.defineProperty(map, name, { value, enumerable: true, configurable: true, writable: true });
    return;
  }
  map[name] = value;
}

/** Whether an object has no properties of its own that show. */
export function isEmptyObject(record: object): boolean {
  for (const name in record) if (Object.hasOwn(record, name)) return false;
  return true;
}

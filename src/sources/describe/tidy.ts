type Loose<T> = { readonly [Key in keyof T]: T[Key] | undefined | false | null };

/** The members that say something: what is default, empty, false or unknown is omitted of a description. */
export function tidy<T extends object>(members: Loose<T>): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => saysSomething(value))) as T;
}

function saysSomething(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

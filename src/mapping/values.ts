/**
 * The values a mapping template works on: what Velocity and Jayway JsonPath see as Java objects, held as JavaScript ones.
 *
 * | Java                             | here                                                   | prints as          |
 * | -------------------------------- | ------------------------------------------------------ | ------------------ |
 * | null                             | `null`                                                 | nothing            |
 * | String                           | `string`                                               | itself             |
 * | Boolean                          | `boolean`                                              | `true`, `false`    |
 * | Integer, Long, BigInteger        | `bigint` (the Java class follows from the magnitude)   | digits             |
 * | Double                           | `number`                                               | Java's double text |
 * | LinkedHashMap, JSON object       | `Map`, insertion-ordered                               | `{a=1, b=x}`       |
 * | ArrayList, a template's own list | `JavaList`                                             | `[a, 1]`           |
 * | json-smart JSONArray             | `JsonList`, a kind of `JavaList`                       | `["a",1]`          |
 *
 * `1`, `1.0` and 2^60 stay different values, and objects keep the order of their keys, which `JSON.parse` can promise for neither.
 */
export type JavaValue = null | string | boolean | bigint | number | JavaMap | JavaList | JavaObject;

/** A Java map. Keys of JSON objects are strings; a template's own map literals may have any key. */
export type JavaMap = Map<JavaValue, JavaValue>;

/** A Java list as a template makes it: `["a", 1]`, `[0..3]`, the result of `split`. */
export class JavaList {
  constructor(readonly items: JavaValue[] = []) {}
}

/** A list that came out of JSON: it prints as JSON all the way down. */
export class JsonList extends JavaList {}

/**
 * Anything else with methods or properties of its own: `$input`, `$util`, `$context`, `$foreach`, entry sets, iterators.
 * What a template may do with it is decided by these members, never by JavaScript's own property lookup.
 */
export interface JavaObject {
  /** Value of `$object.name`; `undefined` when there is no such property. */
  getProperty(name: string): JavaValue | undefined;
  /** Result of `$object.name(args)`; `undefined` when there is no such method for these arguments. */
  callMethod(name: string, args: readonly JavaValue[]): JavaValue | undefined;
  /** What printing the object gives. */
  print(): string;
  /** Performs `#set($object.name = value)`; omitted, or answering false, when nothing can be set. */
  setProperty?(name: string, value: JavaValue): boolean;
  /** What `#foreach` goes over; omitted when the object is not a collection. */
  elements?(): Iterable<JavaValue>;
}

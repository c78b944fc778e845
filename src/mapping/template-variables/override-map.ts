import type { JavaValue } from '../values.ts';
import { JavaException } from '../velocity/methods/java-exception.ts';
import { LazyMap } from './lazy-map.ts';

/**
 * A map of overrides. Each parameter may be overridden once in an exchange, a second time is an error (documented:
 * docs/aws/vtl.md#overrides).
 */
export class OverrideMap extends LazyMap {
  readonly #isParameter: (key: JavaValue) => boolean;

  /** @param isParameter whether a key names something that is sent; other keys may be written as often as a template likes. */
  constructor(fill: ConstructorParameters<typeof LazyMap>[0], isParameter: (key: JavaValue) => boolean = () => true) {
    // Each part prints as nothing, as the whole does (recorded: the SQS call that lists `$context`,
    // docs/aws/rest-api-observed.md#service-integrations).
    super(fill, 'silent');
    this.#isParameter = isParameter;
  }

  override setProperty(name: string, value: JavaValue): boolean {
    this.#refuseAgain(name);
    return super.setProperty(name, value);
  }

  override callMethod(name: string, args: readonly JavaValue[]): JavaValue | undefined {
    const [first] = args;
    if (name === 'put' || name === 'replace') this.#refuseAgain(first ?? null);
    if (name === 'putAll' && first instanceof Map) for (const key of first.keys()) this.#refuseAgain(key);
    return super.callMethod(name, args);
  }

  #refuseAgain(key: JavaValue): void {
    if (!this.map.has(key) || !this.#isParameter(key)) return;
    const advice = 'set a variable as often as needed, and the override once at the end';
    throw new JavaException('IllegalStateException', `an override may be applied to a parameter only once: ${advice}`);
  }
}

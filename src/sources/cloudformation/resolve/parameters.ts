import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { withoutMarks } from '../../aws-resources/placeholder.ts';
import { numberText } from '../../template/number-text.ts';
import { nearestHint } from '../../problems/nearest.ts';
import type { Stack } from '../stack.ts';
import type { Hint, Problems } from '../../problems/problems.ts';
import { describeValue, isMap, scalarText, type Where } from './values.ts';

/** What a parameter's type says of its value. */
interface ParameterKind {
  readonly isList: boolean;
  readonly isFromParameterStore: boolean;
}

/** `Parameters` of a template with what was given for them. */
export class Parameters {
  readonly #declared: TemplateMap;

  constructor(
    readonly stack: Stack,
    readonly problems: Problems,
    /** A value of the parameter store by its name. */
    readonly stored: (name: string) => string,
    /** The value of a parameter that has none. */
    readonly unknown: (name: string) => string,
  ) {
    const declared = stack.template.value['Parameters'];
    this.#declared = isMap(declared) ? declared : {};
  }

  get names(): string[] {
    return Object.keys(this.#declared);
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#declared, name);
  }

  /** The given value, else the default, else the parameter's own name. */
  value(name: string): TemplateValue {
    const declaration = this.#declared[name];
    const written = isMap(declaration) ? declaration : {};
    const { isList, isFromParameterStore } = kindOf(scalarText(written['Type']) ?? 'String');
    const given = Object.hasOwn(this.stack.parameters, name) ? this.stack.parameters[name] : undefined;
    const text = given ?? this.#default(written);
    if (isFromParameterStore) return this.stored(text ?? name);
    // The name stands in for a value that was not given.
    if (text === undefined) return isList ? [this.unknown(name)] : this.unknown(name);
    return isList ? text.split(',').map((item) => item.trim()) : text;
  }

  /** All values without marks, for macros that look into them. */
  plain(): Record<string, TemplateValue> {
    return Object.fromEntries(
      this.names.map((name) => {
        const value = this.value(name);
        const text = (one: TemplateValue): TemplateValue => (typeof one === 'string' ? withoutMarks(one) : one);
        return [name, Array.isArray(value) ? value.map(text) : text(value)];
      }),
    );
  }

  /** Says what is wrong with the parameters that were given from outside, or with their declarations. */
  check(): void {
    const { positions } = this.stack.template;
    for (const name of Object.keys(this.stack.parameters)) {
      if (this.has(name)) continue;
      const at = positions.of(this.stack.template.value, 'Parameters')?.key;
      this.problems.warning(
        `the template has no parameter "${name}"`,
        this.stack.givenAt?.(name) ?? at ?? positions.ofObject(this.stack.template.value),
        () => nearestHint(name, this.names, 'parameters'),
      );
    }
    for (const name of this.names) this.#checkOne(name);
  }

  #checkOne(name: string): void {
    const declaration = this.#declared[name];
    if (!isMap(declaration)) {
      this.#say(`the parameter "${name}" must be a map with a Type, found ${describeValue(declaration)}`, {
        holder: this.#declared,
        key: name,
      });
      return;
    }
    const usual = declaration['Default'] ?? '';
    if (typeof usual === 'object') {
      const where = { holder: declaration, key: 'Default' };
      this.#say(`the default of the parameter "${name}" must be text, found ${describeValue(usual)}`, where);
    }
    const allowed = declaration['AllowedValues'];
    const given = this.stack.parameters[name];
    if (given === undefined || !Array.isArray(allowed)) return;
    const options = allowed.map(
      (option, index) => this.#scalar({ holder: allowed, key: index }) ?? describeValue(option),
    );
    const values = kindOf(scalarText(declaration['Type']) ?? '').isList ? given.split(',') : [given];
    const wrong = values.find((value) => !options.includes(value.trim()));
    if (wrong === undefined) return;
    this.#say(`the parameter "${name}" cannot be "${wrong}"`, { holder: declaration, key: 'AllowedValues' }, () =>
      nearestHint(wrong, options, 'values'),
    );
  }

  #default(declaration: TemplateMap): string | undefined {
    if (!Object.hasOwn(declaration, 'Default')) return undefined;
    return this.#scalar({ holder: declaration, key: 'Default' });
  }

  /** A scalar as it was written: `1.0` stays `1.0`. */
  #scalar({ holder, key }: Where): string | undefined {
    const value = (holder as TemplateMap)[String(key)];
    if (value === null) return '';
    return typeof value === 'number'
      ? numberText(value, this.stack.template.positions.of(holder, key)?.source)
      : scalarText(value);
  }

  #say(message: string, { holder, key }: Where, hint?: Hint): void {
    this.problems.error(message, this.stack.template.positions.of(holder, key)?.value, hint);
  }
}

function kindOf(type: string): ParameterKind {
  const stored = /^AWS::SSM::Parameter::Value<(.*)>$/.exec(type);
  const inner = stored?.[1] ?? type;
  return {
    isList: inner === 'CommaDelimitedList' || inner.startsWith('List<'),
    isFromParameterStore: stored !== null,
  };
}

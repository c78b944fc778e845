import { functionArn } from '../../../model/lambda/arn.ts';
import type { JsonValue } from '../../../model/base/json.ts';
import type { Problems } from '../../problems/problems.ts';
import type { OpenApiOptions } from '../options.ts';
import type { DocumentPlace } from './document-place.ts';

/** What a resource's ARN is taken for where the document only names the resource: `${CreateOrder.Arn}`. */
export type ArnOf = 'function' | 'user-pool' | 'role';

const INTRINSICS = /^(?:Ref|Fn::\w+)$/;
const VARIABLE = /\$\{(!?)([^${}]+)\}/g;

/**
 * Texts of a document with CloudFormation's functions and pseudo parameters replaced by their values. API Gateway itself knows
 * `${AWS::AccountId}`, `${AWS::Partition}` and `${AWS::Region}` in any text (docs/aws/http-api.md#openapi-import); the rest is what
 * templates add. `${stageVariables.x}` stays, as it has a value only at run time.
 */
export class ResolvedTexts {
  readonly #complained = new Set<string>();
  /** References without a value that were met so far. */
  #unknown = 0;

  constructor(
    readonly options: OpenApiOptions,
    readonly problems: Problems,
  ) {}

  /** Text of a scalar or intrinsic; `undefined`, with an error, for anything else. `arnOf` makes a plain text's `${Name.Arn}` a value too. */
  read(place: DocumentPlace, arnOf?: ArnOf): string | undefined {
    const { value } = place;
    if (typeof value === 'string') return this.#plain(value, arnOf);
    if (typeof value === 'number' || typeof value === 'boolean') return place.scalarText;
    const unknownBefore = this.#unknown;
    const text = this.#intrinsic(place, arnOf);
    if (this.#unknown > unknownBefore) return undefined;
    if (text === undefined)
      this.problems.error(`${place.key} must be text, found ${describeValue(value)}`, place.position);
    return text;
  }

  /** A value as JSON with all texts inside it resolved. */
  json(place: DocumentPlace): JsonValue {
    const { value } = place;
    if (place.isList) return place.rawItems().map((item) => this.json(item));
    if (typeof value === 'string') return this.#plain(value, undefined);
    if (!place.isMap) return value as JsonValue;
    const entries = place.rawEntries();
    if (entries.length === 1 && INTRINSICS.test(entries[0]?.[0] ?? '')) {
      const text = this.#intrinsic(place, undefined);
      if (text !== undefined) return text;
    }
    return Object.fromEntries(entries.map(([key, child]) => [key, this.json(child)]));
  }

  #plain(text: string, arnOf: ArnOf | undefined): string {
    if (!text.includes('${')) return text;
    return text.replace(VARIABLE, (whole, _escaped: string, name: string) => {
      const pseudo = this.#pseudo(name);
      if (pseudo !== undefined) return pseudo;
      if (arnOf === undefined || !/^\w+\.(?:Arn|Alias)$/.test(name)) return whole;
      return this.#attribute(name, arnOf, undefined);
    });
  }

  #intrinsic(place: DocumentPlace, arnOf: ArnOf | undefined): string | undefined {
    const [entry, ...others] = place.rawEntries();
    if (!entry || others.length > 0) return undefined;
    const [name, argument] = entry;
    if (name === 'Ref' && typeof argument.value === 'string') return this.#reference(argument.value, argument);
    if (name === 'Fn::Sub') return this.#substitute(argument, arnOf);
    if (name === 'Fn::GetAtt' && attributePath(argument.value) !== '')
      return this.#attribute(attributePath(argument.value), arnOf, argument);
    if (name === 'Fn::Join') return this.#join(argument, arnOf);
    return undefined;
  }

  #substitute(argument: DocumentPlace, arnOf: ArnOf | undefined): string | undefined {
    const [first, second] = argument.isList ? argument.rawItems() : [argument];
    if (typeof first?.value !== 'string') return undefined;
    return first.value.replace(VARIABLE, (whole, escaped: string, name: string) => {
      if (escaped) return `\${${name}}`;
      if (name.startsWith('stageVariables.')) return whole;
      const given = second?.raw(name);
      if (given) return this.read(given, arnOf) ?? '';
      return name.includes('.') ? this.#attribute(name, arnOf, argument) : this.#reference(name, argument);
    });
  }

  #join(argument: DocumentPlace, arnOf: ArnOf | undefined): string | undefined {
    const [separator, parts] = argument.rawItems();
    if (typeof separator?.value !== 'string' || !parts?.isList) return undefined;
    const texts = parts.rawItems().map((part) => this.read(part, arnOf));
    return texts.join(separator.value);
  }

  #reference(name: string, place: DocumentPlace): string {
    const known = this.#pseudo(name) ?? this.options.resolve?.(name, undefined);
    if (known === undefined) this.#complainOfUnknown(name, place);
    return known ?? name;
  }

  /** Once for each name: a document names its parameters in many places. */
  #complainOfUnknown(name: string, place: DocumentPlace | undefined): void {
    if (this.options.refusesUnknown !== true) return;
    this.#unknown += 1;
    if (this.#complained.has(name)) return;
    this.#complained.add(name);
    this.problems.error(
      `the value of ${name} is not known here`,
      place?.position,
      `Give it in the configuration: values: { ${JSON.stringify(name)}: … }`,
    );
  }

  #attribute(path: string, arnOf: ArnOf | undefined, place: DocumentPlace | undefined): string {
    const dot = path.indexOf('.');
    const name = dot === -1 ? path : path.slice(0, dot);
    const attribute = path.slice(dot + 1);
    const known = this.options.resolve?.(name, attribute);
    if (known !== undefined) return known;
    // What an ARN is wanted of may be a resource that only a deployment has.
    if (place && !(arnOf !== undefined && /^(?:Arn|Alias)$/.test(attribute))) this.#complainOfUnknown(path, place);
    const { region, accountId } = this.options;
    if (arnOf === 'user-pool') return `arn:aws:cognito-idp:${region}:${accountId}:userpool/${name}`;
    if (arnOf === 'role') return `arn:aws:iam::${accountId}:role/${name}`;
    return functionArn(region, accountId, name);
  }

  #pseudo(name: string): string | undefined {
    if (name === 'AWS::Region') return this.options.region;
    if (name === 'AWS::AccountId') return this.options.accountId;
    if (name === 'AWS::Partition') return 'aws';
    if (name === 'AWS::URLSuffix') return 'amazonaws.com';
    return undefined;
  }
}

function attributePath(value: unknown): string {
  if (Array.isArray(value)) return value.filter((part) => typeof part === 'string').join('.');
  return typeof value === 'string' ? value : '';
}

/** `"abc"`, `12`, `a list`, `a map`, `nothing`: how messages name what was found. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

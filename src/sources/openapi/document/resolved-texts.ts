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
  constructor(
    readonly options: OpenApiOptions,
    readonly problems: Problems,
  ) {}

  /** Text of a scalar or intrinsic; `undefined`, with an error, for anything else. `arnOf` makes a plain text's `${Name.Arn}` a value too. */
  read(place: DocumentPlace, arnOf?: ArnOf): string | undefined {
    const { value } = place;
    if (typeof value === 'string') return this.#plain(value, arnOf);
    if (typeof value === 'number' || typeof value === 'boolean') return place.scalarText;
    const text = this.#intrinsic(place, arnOf);
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
      return this.#attribute(name, arnOf);
    });
  }

  #intrinsic(place: DocumentPlace, arnOf: ArnOf | undefined): string | undefined {
    const [entry, ...others] = place.rawEntries();
    if (!entry || others.length > 0) return undefined;
    const [name, argument] = entry;
    if (name === 'Ref' && typeof argument.value === 'string') return this.#reference(argument.value);
    if (name === 'Fn::Sub') return this.#substitute(argument, arnOf);
    if (name === 'Fn::GetAtt' && attributePath(argument.value) !== '')
      return this.#attribute(attributePath(argument.value), arnOf);
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
      return name.includes('.') ? this.#attribute(name, arnOf) : this.#reference(name);
    });
  }

  #join(argument: DocumentPlace, arnOf: ArnOf | undefined): string | undefined {
    const [separator, parts] = argument.rawItems();
    if (typeof separator?.value !== 'string' || !parts?.isList) return undefined;
    const texts = parts.rawItems().map((part) => this.read(part, arnOf));
    return texts.join(separator.value);
  }

  #reference(name: string): string {
    return this.#pseudo(name) ?? this.options.resolve?.(name, undefined) ?? name;
  }

  #attribute(path: string, arnOf: ArnOf | undefined): string {
    const dot = path.indexOf('.');
    const name = dot === -1 ? path : path.slice(0, dot);
    const attribute = path.slice(dot + 1);
    const known = this.options.resolve?.(name, attribute);
    if (known !== undefined) return known;
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

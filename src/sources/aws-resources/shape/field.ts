import type { ResourceType } from '../resource-types.ts';

/**
 * The parts that a description of a resource type is made of. A description is data: the types of the records and the readers of
 * CloudFormation properties (`RestApiId`), Terraform attributes (`rest_api_id`) and control-plane requests (`restApiId`) come from one and
 * the same table. Names are those of the AWS API, in camel case.
 */
export type Field =
  | ScalarField<'text'>
  | ScalarField<'number'>
  | ScalarField<'boolean'>
  /** Any value, as it is: schemas, policies, OpenAPI bodies. */
  | ScalarField<'json'>
  | ChoiceField
  | ListField
  | MapField
  | BlockField
  | ReferenceField
  /** Known and of no effect here: tags, descriptions. */
  | ScalarField<'ignored'>;

interface Named {
  /** CloudFormation's name, where it is not the field's with a capital. */
  readonly cloudFormation?: string;
  /** Terraform's name, where it is not the field's in snake case. */
  readonly terraform?: string;
}

export interface ScalarField<Kind extends string> extends Named {
  readonly kind: Kind;
}

export interface ChoiceField<Option extends string = string> extends Named {
  readonly kind: 'choice';
  /** Compared without regard to case. */
  readonly options: readonly Option[];
}

export interface ListField<Item = unknown> extends Named {
  readonly kind: 'list';
  readonly item: Item;
}

export interface MapField<Item = unknown> extends Named {
  readonly kind: 'map';
  readonly item: Item;
}

export interface BlockField<Members = Readonly<Record<string, unknown>>> extends Named {
  readonly kind: 'block';
  readonly fields: Members;
  /** A text in the place of the block is the value of this member. */
  readonly textAs?: string;
}

/** Another resource: its id, as its `Ref` or its id attribute gives it. */
export interface ReferenceField extends Named {
  readonly kind: 'reference';
  readonly to: readonly ResourceType[];
}

export type Fields = Readonly<Record<string, Field>>;

export const text = (names: Named = {}): ScalarField<'text'> => ({ kind: 'text', ...names });
export const number = (names: Named = {}): ScalarField<'number'> => ({ kind: 'number', ...names });
export const boolean = (names: Named = {}): ScalarField<'boolean'> => ({ kind: 'boolean', ...names });
export const json = (names: Named = {}): ScalarField<'json'> => ({ kind: 'json', ...names });
const ignored = (names: Named = {}): ScalarField<'ignored'> => ({ kind: 'ignored', ...names });

export const choice = <const Option extends string>(
  options: readonly Option[],
  names: Named = {},
): ChoiceField<Option> => ({ kind: 'choice', options, ...names });

export const list = <Item extends Field>(item: Item, names: Named = {}): ListField<Item> => ({
  kind: 'list',
  item,
  ...names,
});

export const map = <Item extends Field>(item: Item, names: Named = {}): MapField<Item> => ({
  kind: 'map',
  item,
  ...names,
});

export const block = <const Members extends Fields>(
  fields: Members,
  more: Named & Pick<BlockField, 'textAs'> = {},
): BlockField<Members> => ({ kind: 'block', fields, ...more });

export const reference = (to: readonly ResourceType[], names: Named = {}): ReferenceField => ({
  kind: 'reference',
  to,
  ...names,
});

/** Spread into fields: whatever else stands there is known to have no effect here. */
export const others = { '*': ignored() } as const;

/** Fields that are known and have no effect here. */
export function ignoring<const Name extends string>(
  ...names: Name[]
): { readonly [N in Name]: ScalarField<'ignored'> } {
  return Object.fromEntries(names.map((name) => [name, ignored()])) as { [N in Name]: ScalarField<'ignored'> };
}

/** What reading a field gives. */
export type ValueOf<F> = F extends { readonly kind: 'text' | 'reference' }
  ? string
  : F extends { readonly kind: 'number' }
    ? number
    : F extends { readonly kind: 'boolean' }
      ? boolean
      : F extends { readonly kind: 'choice'; readonly options: readonly (infer Option)[] }
        ? Option
        : F extends { readonly kind: 'list'; readonly item: infer Item }
          ? readonly ValueOf<Item>[]
          : F extends { readonly kind: 'map'; readonly item: infer Item }
            ? Readonly<Record<string, ValueOf<Item>>>
            : F extends { readonly kind: 'block'; readonly fields: infer Members }
              ? Values<Members>
              : unknown;

/** What reading all fields of a description gives. Every field may be missing: the builder knows AWS's defaults. */
export type Values<Members> = {
  readonly [Key in keyof Members as Members[Key] extends { readonly kind: 'ignored' } ? never : Key]?: ValueOf<
    Members[Key]
  >;
};

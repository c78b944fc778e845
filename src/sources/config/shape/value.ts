import type { Shape } from './shape.ts';

/** What reading a shape gives. */
export type Value<S extends Shape> = Of<S, 'read'>;

/** What one may write for a shape in code. */
export type Written<S extends Shape> = Of<S, 'written'>;

type Mode = 'read' | 'written';

// Shapes are distinguished by their kind alone: naming the interfaces here would make the compiler compare them in depth, without end.
type Of<S, M extends Mode> = S extends { readonly kind: 'text' }
  ? string
  : S extends { readonly kind: 'scalar' }
    ? M extends 'read'
      ? string
      : string | number | boolean
    : S extends { readonly kind: 'number' }
      ? number
      : S extends { readonly kind: 'boolean' }
        ? boolean
        : S extends { readonly kind: 'json' }
          ? Readonly<Record<string, unknown>>
          : S extends { readonly kind: 'choice'; readonly options: readonly (infer Option)[] }
            ? OfChoice<Option, M>
            : OfHolder<S, M>;

type OfHolder<S, M extends Mode> = S extends { readonly kind: 'list'; readonly item: infer Item }
  ? readonly Of<Item, M>[]
  : S extends { readonly kind: 'map'; readonly item: infer Item }
    ? { readonly [key: string]: Of<Item, M> }
    : S extends { readonly kind: 'record'; readonly fields: infer F; readonly required: readonly (infer R)[] }
      ? OfRecord<F, R, M>
      : S extends { readonly kind: 'tagged'; readonly options: infer Options }
        ? OfTagged<Options, M>
        : S extends { readonly kind: 'either'; readonly options: infer Options extends readonly unknown[] }
          ? { [I in keyof Options]: Of<Options[I], M> }[number]
          : never;

/** In code, AWS's lower-case spelling is as good. */
type OfChoice<Option, M extends Mode> = M extends 'read' ? Option : Option | Lowercase<Option & string>;

type OfRecord<F, R, M extends Mode> = Flat<
  { readonly [K in keyof F & R]: Of<F[K], M> } & { readonly [K in Exclude<keyof F, R>]?: Of<F[K], M> }
>;

type OfTagged<Options, M extends Mode> = {
  [Tag in keyof Options]: Flat<{ readonly type: Tag } & Of<Options[Tag], M>>;
}[keyof Options];

type Flat<T> = { [K in keyof T]: T[K] };

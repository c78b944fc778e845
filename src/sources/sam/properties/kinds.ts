import type { TemplateValue } from '../../template/template.ts';
import { isMap } from '../words/values.ts';

/** What a property's value may be. */
export interface Kind {
  readonly fits: (value: TemplateValue) => boolean;
  /** In the words of "Property 'X' should be a …"; absent where SAM only says that the type is invalid. */
  readonly words?: string;
}

/** One property of a resource or event type. */
export interface Property {
  readonly kind: Kind;
  readonly isRequired?: true;
  /** A map of one key counts as an intrinsic function, whose value only CloudFormation will know. */
  readonly takesIntrinsics: boolean;
}

export type PropertyTable = Readonly<Record<string, Property>>;

export const text: Kind = { fits: (value) => typeof value === 'string', words: 'string' };
export const map: Kind = { fits: isMap, words: 'map' };
export const list: Kind = { fits: Array.isArray };
export const boolean: Kind = { fits: (value) => typeof value === 'boolean' };
export const integer: Kind = { fits: (value) => Number.isInteger(value) || typeof value === 'boolean' };
const anything: Kind = { fits: () => true };

export const oneOf = (...kinds: readonly Kind[]): Kind => ({
  fits: (value) => kinds.some((kind) => kind.fits(value)),
});
export const listOf = (item: Kind): Kind => ({ fits: (value) => Array.isArray(value) && value.every(item.fits) });
export const mapOf = (item: Kind): Kind => ({ fits: (value) => isMap(value) && Object.values(value).every(item.fits) });
export const words = (...values: readonly string[]): Kind => ({
  fits: (value) => typeof value === 'string' && values.includes(value),
  words: `one of the strings: ${values.map((value) => `'${value}'`).join(' or ')}`,
});

export const optional = (kind: Kind): Property => ({ kind, takesIntrinsics: true });
export const required = (kind: Kind): Property => ({ kind, takesIntrinsics: true, isRequired: true });
/** Without intrinsic functions. */
export const plain = (kind: Kind): Property => ({ kind, takesIntrinsics: false });
export const requiredPlain = (kind: Kind): Property => ({ kind, takesIntrinsics: false, isRequired: true });
/** Handed on to CloudFormation as it is. */
export const passed: Property = { kind: anything, takesIntrinsics: false };
export const requiredPassed: Property = { kind: anything, takesIntrinsics: false, isRequired: true };

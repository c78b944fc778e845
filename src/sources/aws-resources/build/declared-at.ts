import type { Position } from '../../../model/base/position.ts';

/** The member `declaredAt`, where there is a place. */
export function declaredAt({ declaredAt: position }: { readonly declaredAt?: Position | undefined }): {
  readonly declaredAt?: Position;
} {
  return position === undefined ? {} : { declaredAt: position };
}

import type { Scope } from './scope.ts';
import type { Resolved, Where } from './values.ts';

/** Evaluates one intrinsic function. `where` is the member `Ref` or `Fn::…` of the map that stands for it. */
export type Intrinsic = (where: Where, scope: Scope) => Resolved;

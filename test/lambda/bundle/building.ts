import type { FunctionCodeState } from '../../../src/lambda/bundle/built-function.ts';
import type { BundleChange, Bundler } from '../../../src/lambda/bundle/bundler.ts';
import type { LambdaFunction } from '../../../src/model/definition/function.ts';

/** Builds these functions, all of them. */
export async function build(
  bundler: Bundler,
  functions: Readonly<Record<string, LambdaFunction>>,
): Promise<BundleChange> {
  const defined = bundler.define(functions);
  return both(defined, await bundler.build(), Object.keys(functions));
}

/** Builds what a change of these files reaches; everything when it is not said what changed. */
export async function rebuild(bundler: Bundler, changed?: ReadonlySet<string>): Promise<BundleChange> {
  const { stale, change } = bundler.notice(changed);
  return both(
    change,
    await bundler.build(stale),
    bundler.builds().map(({ functionName }) => functionName),
  );
}

function both(a: BundleChange, b: BundleChange, order: readonly string[]): BundleChange {
  const builds = [...a.builds, ...b.builds].sort(
    (one, other) => order.indexOf(one.functionName) - order.indexOf(other.functionName),
  );
  const code = new Map<string, FunctionCodeState>([...a.code, ...b.code]);
  return { builds, code: new Map([...code].sort(([one], [other]) => order.indexOf(one) - order.indexOf(other))) };
}

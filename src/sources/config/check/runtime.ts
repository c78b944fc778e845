import { nearest } from '../../problems/nearest.ts';
import type { Place } from '../shape/place.ts';

/** Families of Lambda's identifiers; versions come and go (docs/aws/lambda.md#node-runtimes). */
const FAMILIES =
  /^(?:nodejs\d+\.x|nodejs(?:4\.3)?(?:-edge)?|python\d\.\d+|provided(?:\.al\d+)?|java\d+(?:\.al2)?|dotnet(?:core)?\d+(?:\.\d+)?|ruby\d\.\d+|go1\.x)$/;
const NEAR = ['nodejs20.x', 'nodejs22.x', 'nodejs24.x', 'python3.12', 'python3.13', 'python3.14', 'provided.al2023'];

/** A runtime that Lambda does not have is a warning: the name is informative here, and the deployment fails. */
export function checkRuntime(runtime: string, place: Place): void {
  if (FAMILIES.test(runtime)) return;
  const [, node] = /^node(?:js)?[-_ ]?v?(\d+)(?:\.\d+|\.x)*$/i.exec(runtime) ?? [];
  const near = node === undefined ? nearest(runtime, NEAR) : `nodejs${node}.x`;
  place.warning(
    `${place.name} is "${runtime}", which is no Lambda runtime`,
    near === undefined ? `For instance ${NEAR[1]}.` : `Did you mean "${near}"?`,
  );
}

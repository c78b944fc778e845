import type { Place } from '../../shape/place.ts';

interface Written {
  readonly securityPolicy?: string | undefined;
  readonly endpointAccessMode?: 'BASIC' | 'STRICT' | undefined;
}

/** AWS takes the policies of 2025 only together with an access mode (docs/aws/sigv4a-and-2025.md#security-policies). */
export function securityPolicyOf(
  { securityPolicy, endpointAccessMode }: Written,
  place: Place,
): { readonly securityPolicy?: string } {
  if (securityPolicy === undefined) return {};
  if (securityPolicy.startsWith('SecurityPolicy_') && endpointAccessMode === undefined) {
    const at = place.at('securityPolicy');
    at.error(`${at.name} "${securityPolicy}" needs endpointAccessMode beside it`, 'Add endpointAccessMode: BASIC.');
  }
  return { securityPolicy };
}

import type { LocalIssuer } from '../authorizers/index.ts';
import type { Model } from '../model/model.ts';

/** The emulator's own token issuer. */
export function localIssuerFor(_model: Model, _adminUrl: () => string | undefined): LocalIssuer | undefined {
  return undefined;
}

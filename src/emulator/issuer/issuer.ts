import { localIssuer } from '../../authorizers/index.ts';
import type { LocalIssuer } from '../../authorizers/index.ts';
import { type Clock, systemClock } from '../../model/base/clock.ts';
import { randomIds } from '../../model/base/ids.ts';
import type { Model } from '../../model/definition/model.ts';
import { announcedIssuer } from './issuer-address.ts';
import { localUserPools } from './local-issuers.ts';

/** Where tokens say they are from while no admin port was ever open. */
const DEFAULT_PORT = 4567;

/** The emulator's own token issuer. Its tokens are good at every start of the project, whether or not the admin port is open. */
export function localIssuerFor(
  model: Model,
  adminUrl: () => string | undefined,
  clock: Clock = systemClock,
): LocalIssuer {
  const configured = model.admin === false || model.admin.port === 0 ? DEFAULT_PORT : model.admin.port;
  return localIssuer({
    root: model.root,
    adminUrl: () => adminUrl() ?? announcedIssuer(model.root) ?? `http://127.0.0.1:${configured}`,
    userPools: localUserPools(model),
    clock,
    ids: randomIds,
  });
}

import type { AdminSettings } from '../../../../model/definition/model.ts';
import type { Config } from '../../definition/config.ts';
import type { Place } from '../../shape/place.ts';

const FIRST = 3000;
const ADMIN = 4567;
const LAST = 65_535;

export interface PortOptions {
  /** `--port`: stands above the configuration's. */
  readonly port?: number;
  /** `--admin-port`: turns the admin port on too. */
  readonly adminPort?: number;
  /** `--edge-port`: opens an edge where the configuration has none. */
  readonly edgePort?: number;
}

export interface Ports {
  /** In the order of `apis`. */
  readonly apis: readonly number[];
  /** For function URLs without a port of their own, in order: the ones after the APIs. */
  readonly functionUrls: (index: number) => number;
  readonly admin: AdminSettings | false;
}

/** The ports of everything that listens; 0 stays 0 for all. */
export function assignPorts(config: Config, apiCount: number, place: Place, options: PortOptions): Ports {
  const first = options.port ?? config.port ?? FIRST;
  const nth = (index: number): number => (first === 0 ? 0 : first + index);
  if (nth(apiCount - 1) > LAST) {
    place.at('port').error(`${apiCount} APIs from port ${first} on go beyond ${LAST}`, 'Choose a lower port.');
  }
  return {
    apis: Array.from({ length: apiCount }, (_, index) => nth(index)),
    functionUrls: (index) => nth(apiCount + index),
    admin: adminOf(config, options),
  };
}

/** `--port 0` is for several emulators at once, so that the edge of the configuration takes a free port then too. */
export function edgeOf({ edge }: Config, { port, edgePort }: PortOptions): { readonly port: number } | undefined {
  if (edgePort !== undefined) return { port: edgePort };
  return edge && { port: port === 0 ? 0 : edge.port };
}

function adminOf(config: Config, options: PortOptions): AdminSettings | false {
  if (options.adminPort !== undefined) return { port: options.adminPort };
  if (config.admin === false) return false;
  return { port: (typeof config.admin === 'object' ? config.admin.port : undefined) ?? ADMIN };
}

export interface Listener {
  /** `the API "shop"`. */
  readonly what: string;
  readonly port: number;
  readonly place: Place;
}

/** Two listeners cannot share a port; 0 means any free one. */
export function checkPorts(listeners: readonly Listener[]): void {
  const taken = new Map<number, string>();
  for (const { what, port, place } of listeners) {
    if (port === 0) continue;
    const other = taken.get(port);
    if (other !== undefined) {
      place.error(
        `port ${port} is wanted twice: by ${other} and by ${what}`,
        'Change one of them: port: at the top or of an API, admin.port, edge.port, or the port of a function URL.',
      );
    }
    taken.set(port, other ?? what);
  }
}

import type { Drills } from '../../drills/index.ts';
import type { LocalHosts } from '../../lambda/index.ts';
import type { Clock } from '../../model/base/clock.ts';
import type { FrontEnd } from '../../model/http/front-end.ts';
import type { FunctionUrl } from '../../model/definition/function.ts';
import { randomIds } from '../../model/base/ids.ts';
import type { LambdaInvoker } from '../../model/lambda/invocation.ts';
import type { Model } from '../../model/definition/model.ts';
import type { ExchangeSink } from '../../observability/exchange.ts';
import { compileFunctionUrl, urlHostName } from '../../server/function-url/index.ts';
import { type Doors, type DoorOptions, openDoors } from './doors.ts';
import { urlHost } from './urls.ts';

export interface FunctionUrlsOptions extends Omit<DoorOptions, 'name' | 'current'> {
  readonly lambda: LambdaInvoker;
  readonly localHosts: LocalHosts;
  readonly journal: ExchangeSink;
  readonly drills: Drills;
  readonly clock: Clock;
}

/** One function's URL where it listens. */
interface ServedUrl {
  url: FunctionUrl;
  readonly doors: Doors;
  frontEnd: FrontEnd;
}

/** The function URLs that are served now, each on a port of its own. */
export class FunctionUrls {
  readonly #options: FunctionUrlsOptions;
  readonly #served = new Map<string, ServedUrl>();

  constructor(options: FunctionUrlsOptions) {
    this.#options = options;
  }

  /** In the order of the definition; empty where no ports are opened. */
  list(): { readonly name: string; readonly url: string }[] {
    const { host, tls } = this.#options;
    const scheme = tls === undefined ? 'http' : 'https';
    return [...this.#served].flatMap(
      ([
        name,
        {
          doors: { port },
        },
      ]) => (port === undefined ? [] : [{ name, url: `${scheme}://${urlHost(host)}:${port}` }]),
    );
  }

  /** What answers the URL of a function. */
  frontEnd(name: string): FrontEnd | undefined {
    return this.#served.get(name)?.frontEnd;
  }

  /** Brings what is served in line with the model: a URL that keeps its port is compiled anew, others are opened and closed. */
  async apply(model: Model, graceMs: number): Promise<void> {
    const wanted = Object.values(model.functions).flatMap(({ name, url }) => (url ? [{ name, url }] : []));
    const before = new Map(this.#served);
    this.#served.clear();
    for (const { name, url } of wanted) {
      const served = before.get(name);
      if (!served || (url.port !== 0 && url.port !== served.url.port)) continue;
      served.frontEnd = this.#compile(name, url, model);
      served.url = url;
      this.#served.set(name, served);
    }
    const gone = [...before].filter(([name]) => !this.#served.has(name));
    await Promise.all(gone.map(([, served]) => closeUrl(served, graceMs)));
    for (const { name, url } of wanted) {
      const served = this.#served.get(name) ?? (await this.#open(name, url, model));
      // Set anew for its place in the order.
      this.#served.delete(name);
      this.#served.set(name, served);
    }
    this.#publishHosts(model.region, gone);
  }

  async close(graceMs: number): Promise<void> {
    await Promise.all([...this.#served.values()].map((served) => closeUrl(served, graceMs)));
    this.#served.clear();
  }

  async #open(name: string, url: FunctionUrl, model: Model): Promise<ServedUrl> {
    const current = { frontEnd: this.#compile(name, url, model) };
    const served = { name: `the URL of ${name}`, current: () => current.frontEnd };
    return Object.assign(current, { url, doors: await openDoors(url.port, { ...this.#options, ...served }) });
  }

  #compile(name: string, url: FunctionUrl, { region, accountId, credentials }: Model): FrontEnd {
    const { lambda, journal, clock, drills } = this.#options;
    const services = { region, accountId, credentials, lambda, journal, clock, drills, ids: randomIds };
    return compileFunctionUrl(name, url, services);
  }

  #publishHosts(region: string, gone: readonly (readonly [string, ServedUrl])[]): void {
    const { localHosts } = this.#options;
    for (const [name] of gone) if (!this.#served.has(name)) localHosts.delete(urlHostName(name, region));
    for (const [name, { doors }] of this.#served) localHosts.set(urlHostName(name, region), doors.local);
  }
}

function closeUrl({ doors }: ServedUrl, graceMs: number): Promise<void> {
  return doors.close(graceMs);
}

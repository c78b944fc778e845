/** A text with variables: a member of a list or map of the service, or of a file that it includes. */
export interface Site {
  readonly holder: object;
  readonly key: string;
  /** `provider.environment.TABLE`. */
  readonly name: string;
}

/** Which sites wait for which, so that a circle is named instead of waited for. */
export class Needs {
  readonly #needs = new Map<Site, Set<Site>>();

  /** Notes that a site waits for another one. Returns the circle that this closes, beginning and ending with `site`. */
  add(site: Site, needed: Site): readonly Site[] | undefined {
    const back = this.#path(needed, site, new Set());
    if (back !== undefined) return [site, ...back];
    const known = this.#needs.get(site) ?? new Set();
    this.#needs.set(site, known.add(needed));
    return undefined;
  }

  #path(from: Site, to: Site, seen: Set<Site>): readonly Site[] | undefined {
    if (from === to) return [to];
    seen.add(from);
    for (const next of this.#needs.get(from) ?? []) {
      const rest = seen.has(next) ? undefined : this.#path(next, to, seen);
      if (rest !== undefined) return [from, ...rest];
    }
    return undefined;
  }
}

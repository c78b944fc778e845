import { type TlsIdentity, tlsIdentity } from './tls-identity.ts';

/** What the TLS listeners of a project show now. A listener follows it, since names come that the certificate has to cover. */
export class ServerCertificate {
  readonly #folder: string;
  #identity: TlsIdentity;
  readonly #followers = new Set<() => void>();

  private constructor(folder: string, identity: TlsIdentity) {
    this.#folder = folder;
    this.#identity = identity;
  }

  /** The one that is kept in `folder`, where it covers the `names`. `now`: milliseconds since 1970. */
  static async open(folder: string, now: number, names: readonly string[] = []): Promise<ServerCertificate> {
    return new ServerCertificate(folder, await tlsIdentity(folder, now, names));
  }

  get identity(): TlsIdentity {
    return this.#identity;
  }

  /** Makes a new one where these names need it. Resolves with whether it did: clients have to trust it anew. */
  async cover(names: readonly string[], now: number): Promise<boolean> {
    const identity = await tlsIdentity(this.#folder, now, names);
    if (identity.cert === this.#identity.cert) return false;
    this.#identity = identity;
    for (const renewed of this.#followers) renewed();
    return true;
  }

  /** Returns what ends it. */
  follow(renewed: () => void): () => void {
    this.#followers.add(renewed);
    return () => void this.#followers.delete(renewed);
  }
}

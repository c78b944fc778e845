import type { Model } from '../../model/definition/model.ts';
import { runningApi } from '../apis/running-api.ts';
import type { RunningApi } from '../contract.ts';
import { publishEndpoints } from '../endpoint-hosts.ts';
import { type CognitoDoor, openCognitoDoor } from '../issuer/cognito-door.ts';
import { describeNode } from '../shared/description.ts';
import { joiningNode } from '../shared/joining-node.ts';
import type { EmulatorParts } from './parts.ts';

/** How long running requests and invocations get when what serves them is replaced, or stops. */
export const GRACE_MS = 5000;

/** What is served: every API, function URL and address of a definition. */
export class Deployment {
  readonly #parts: EmulatorParts;
  #cognito: CognitoDoor | undefined;

  constructor(parts: EmulatorParts) {
    this.#parts = parts;
  }

  get apis(): RunningApi[] {
    const { deployed, host, tls } = this.#parts;
    return deployed.list().map((slot) => runningApi(slot, host, tls !== undefined));
  }

  /** Serves the first definition. */
  async open(model: Model): Promise<void> {
    const { definitions, deployed, faults, localHosts, localIssuer, shared } = this.#parts;
    this.#cognito = await openCognitoDoor(() => definitions.served, localIssuer, localHosts);
    faults.configure(model.faults);
    await this.#apply(model, false);
    await shared?.join(joiningNode(deployed, faults), describeNode(model, this.apis));
  }

  /** Serves another one; with `compilesAll` what did not change is made anew too. Returns the names of the APIs that changed. */
  async replace(model: Model, compilesAll: boolean): Promise<readonly string[]> {
    const { definitions, faults, shared } = this.#parts;
    const changed = await this.#apply(model, compilesAll);
    definitions.served = model;
    faults.configure(model.faults);
    shared?.update(describeNode(model, this.apis));
    return changed;
  }

  /** Stops accepting and waits for what is under way. */
  async closeDoors(graceMs: number): Promise<void> {
    const { deployed, functionUrls, edge } = this.#parts;
    await Promise.all([deployed.close(graceMs), functionUrls.close(graceMs), edge.close(graceMs)]);
  }

  async close(): Promise<void> {
    await this.#cognito?.close();
  }

  async #apply(model: Model, compilesAll: boolean): Promise<readonly string[]> {
    const { admin, deployed, edge, functionUrls, localHosts } = this.#parts;
    const changed = await deployed.apply(model, compilesAll, GRACE_MS);
    // After the APIs, which publish their host names alone.
    await functionUrls.apply(model, GRACE_MS);
    await edge.apply(model, GRACE_MS);
    this.#cognito?.publish();
    publishEndpoints(model.endpoints, localHosts);
    admin.publish(localHosts, model);
    return changed;
  }
}

import type { Model } from '../../model/definition/model.ts';
import type { ReadDefinition } from '../definition/definition.ts';

/** Which definition an emulator serves, and which it is about to. */
export class Definitions {
  /** What is served. */
  served: Model;
  /** The definition that is being applied; otherwise the served one. Functions are built and answer by this one. */
  wanted: Model;
  /** What it was read from. */
  files: readonly string[];

  constructor(model: Model, { files }: ReadDefinition) {
    this.served = model;
    this.wanted = model;
    this.files = files;
  }
}

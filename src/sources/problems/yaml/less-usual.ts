/** Thrown by the reader of usual YAML at anything that only the whole parser reads. */
export class LessUsual extends Error {
  constructor() {
    super('less usual YAML');
  }
}

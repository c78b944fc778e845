/** Thrown where a text has something that only the whole reader of YAML reads. */
export class LessUsual extends Error {}

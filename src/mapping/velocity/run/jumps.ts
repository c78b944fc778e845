/** Thrown by `#break` up to the loop, macro, block or template it leaves. One object for all: a jump needs no stack. */
export class Jump extends Error {}

/** `#break`. */
export const BREAK = new Jump('#break');

/** `#stop`, which ends the template. */
export const STOP = new Jump('#stop');

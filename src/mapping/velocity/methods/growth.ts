/** Longest text and longest list a template may build: above anything a 10 MB payload needs, far below what hurts the process. */
const MAX_TEXT = 10 * 1024 * 1024;
const MAX_ITEMS = 1_000_000;
const MAX_DIGITS = 10_000;

/** A value that a template makes grew past all use. */
export class GrowthLimitError extends Error {
  constructor(what: string) {
    super(`The template builds ${what}`);
    this.name = 'GrowthLimitError';
  }
}

/** Checks the length of a text before it is made. @throws {GrowthLimitError} */
export function checkTextLength(length: number): void {
  if (length > MAX_TEXT) throw new GrowthLimitError(`a text of more than ${MAX_TEXT} characters`);
}

/** Checks the length of a list before it is made. @throws {GrowthLimitError} */
export function checkListLength(length: number): void {
  if (length > MAX_ITEMS) throw new GrowthLimitError(`a list of more than ${MAX_ITEMS} items`);
}

/** Checks the number of digits of a product before it is computed. @throws {GrowthLimitError} */
export function checkDigits(digits: number): void {
  if (digits > MAX_DIGITS) throw new GrowthLimitError(`a number of more than ${MAX_DIGITS} digits`);
}

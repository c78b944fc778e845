/** Code that cannot be loaded and is being made anew: while that is under way, loading it again would fail again. */
export class CodeRenewal {
  readonly #over: () => void;
  #isUnderWay = false;

  /** `over` is called when the code was made anew. */
  constructor(over: () => void) {
    this.#over = over;
  }

  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  /** `built` resolves when there is new code, and is `undefined` where there will be none. True when the renewal is under way. */
  begin(built: Promise<void> | undefined): boolean {
    if (built === undefined) return false;
    this.#isUnderWay = true;
    void built.finally(() => {
      this.#isUnderWay = false;
      this.#over();
    });
    return true;
  }
}

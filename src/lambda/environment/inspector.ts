import inspector from 'node:inspector';

/** The debugger's door: one address for this process, through which the threads of all handlers are reached as its workers. */
export class Inspector {
  readonly #port: number;
  #opened = false;

  constructor(port: number) {
    this.#port = port;
  }

  /** Opens it on the loopback interface, unless the process was started with an inspector of its own. */
  open(): void {
    if (inspector.url() !== undefined) return;
    inspector.open(this.#port, '127.0.0.1');
    this.#opened = true;
  }

  url(): string | undefined {
    return inspector.url();
  }

  close(): void {
    if (this.#opened) inspector.close();
    this.#opened = false;
  }
}

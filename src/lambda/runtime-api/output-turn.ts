/**
 * Calls back when what a program wrote before its last request or its end has been read: pipes and sockets that are ready at the same time
 * are read within one turn of the event loop, in no certain order.
 */
export function outputTurn(callback: () => void): void {
  setImmediate(() => setImmediate(callback));
}

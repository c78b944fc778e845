/** The first SIGINT or SIGTERM asks for an orderly stop; a second one ends the process at once. */
export function stopOnSignals(): { readonly asked: Promise<void>; release(): void } {
  let ask: () => void = () => {};
  const asked = new Promise<void>((resolve) => (ask = resolve));
  let count = 0;
  const heard = (): void => {
    count += 1;
    if (count > 1) process.exit(130);
    ask();
  };
  process.on('SIGINT', heard);
  process.on('SIGTERM', heard);
  return {
    asked,
    release() {
      process.off('SIGINT', heard);
      process.off('SIGTERM', heard);
    },
  };
}

import { useEffect, useState } from 'preact/hooks';
import { link } from './live/address.ts';
import { useStore } from './live/store.ts';
import { clockTime, count } from './parts/format.ts';
import { Notice } from './parts/notice.tsx';

/** What keeps the page from showing what happens now. */
export function Connection() {
  const store = useStore();
  const { lost } = store;
  return (
    <>
      {lost === undefined ? null : (
        <Notice tone="server">
          <b>gw-emulate does not respond.</b> Last seen {clockTime(lost.at, false)}. What is shown stays as it was;
          nothing can be sent until it is back. <NextTry at={lost.nextTry} />{' '}
          <button type="button" class="plain" onClick={() => store.start()}>
            Try now
          </button>
        </Notice>
      )}
      {store.pausedAt === undefined ? null : (
        <Notice tone="client">
          <b>Paused at {clockTime(store.pausedAt, false)}.</b> {count(store.waiting)} requests arrived since; they are
          kept.{' '}
          <button type="button" class="plain" onClick={() => store.resume()}>
            Resume
          </button>
        </Notice>
      )}
      {store.state?.reload?.ok === false ? (
        <Notice tone="server">
          <b>The reload of {clockTime(store.state.reload.at, false)} failed.</b> The version before keeps serving.{' '}
          <a href={link('problems')}>{store.state.counts.errors} errors</a>
        </Notice>
      ) : null}
    </>
  );
}

/** Counts the seconds until the next try. */
function NextTry({ at }: { readonly at: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((at - now) / 1000));
  return <>Next try in {seconds} s.</>;
}

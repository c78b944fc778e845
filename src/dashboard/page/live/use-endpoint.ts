import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type Failure, get } from './api.ts';
import { useStore } from './store.ts';

export interface Loaded<Answer> {
  readonly value: Answer | undefined;
  readonly failure: Failure | undefined;
  readonly reload: () => void;
}

/**
 * The answer of an endpoint, read again when the path or `version` changes, and after a reload or a new start of the emulator, but at most once a
 * second. The last answer stays meanwhile. An exchange does not change, and a new start forgets it: it stays as it was read.
 */
export function useEndpoint<Answer>(path: string | undefined, version: unknown = 0): Loaded<Answer> {
  const [answer, setAnswer] = useState<{ path: string; value: Answer } | undefined>();
  const [failure, setFailure] = useState<{ path: string; error: Failure } | undefined>();
  const [wish, setWish] = useState(0);
  const { state } = useStore();
  const start = path?.startsWith('exchanges/') === true ? '' : `${state?.startedAt} ${state?.reload?.at}`;
  const wanted = useRef(path);
  const last = useRef({ path: '', at: 0, wish: 0 });
  wanted.current = path;
  useEffect(() => {
    if (path === undefined) return undefined;
    const isNew = last.current.path !== path || last.current.wish !== wish;
    const read = (): void => {
      last.current = { path, at: Date.now(), wish };
      get<Answer>(path)
        .then((value) => {
          if (wanted.current !== path) return;
          setAnswer({ path, value });
          setFailure(undefined);
        })
        .catch((error: Failure) => wanted.current === path && setFailure({ path, error }));
    };
    const timer = setTimeout(read, isNew ? 0 : Math.max(0, last.current.at + 1000 - Date.now()));
    return () => clearTimeout(timer);
  }, [path, version, wish, start]);
  const reload = useCallback(() => setWish((count) => count + 1), []);
  return {
    value: answer?.path === path ? answer?.value : undefined,
    failure: failure?.path === path ? failure?.error : undefined,
    reload,
  };
}

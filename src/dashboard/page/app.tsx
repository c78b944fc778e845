import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Connection } from './connection.tsx';
import { useAddress } from './live/address.ts';
import { CompareView } from './exchange/compare.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { followKeys } from './keys.ts';
import { Toast } from './parts/toast.tsx';
import { Rail, TopBar } from './shell.tsx';
import { LAZY_VIEWS, VIEWS } from './view-list.ts';
import { Requests } from './views/requests.tsx';

/** The whole page: where one is, what is served, and one view. */
export function App() {
  const { view } = useAddress();
  const [showsKeys, setShowsKeys] = useState(false);
  const [letters, setLetters] = useState(() => localStorage.getItem('letters') !== 'off');
  useEffect(
    () =>
      followKeys(
        () => setShowsKeys(true),
        () => localStorage.getItem('letters') !== 'off',
      ),
    [],
  );
  const name = VIEWS.find(({ id }) => id === view)?.name ?? 'Requests';
  useEffect(() => {
    document.title = `${name} · gw-emulate`;
  }, [name]);
  return (
    <>
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        Skip to the view
      </a>
      <div class="shell">
        <TopBar view={view} />
        <Rail view={view} />
        <main class="main" id="main" tabIndex={-1}>
          <Connection />
          <View view={view} />
        </main>
      </div>
      <Toast />
      {showsKeys ? (
        <KeysDialog
          letters={letters}
          setLetters={(on) => {
            localStorage.setItem('letters', on ? 'on' : 'off');
            setLetters(on);
          }}
          close={() => setShowsKeys(false)}
        />
      ) : null}
    </>
  );
}

function View({ view }: { readonly view: string }) {
  if (view === 'compare') return <CompareView />;
  const load = LAZY_VIEWS[view];
  return load === undefined ? <Requests /> : <Lazy key={view} load={load} />;
}

function Lazy({ load }: { readonly load: () => Promise<ComponentType> }) {
  const [Loaded, setLoaded] = useState<ComponentType | undefined>();
  useEffect(() => {
    void load().then((component) => setLoaded(() => component));
  }, [load]);
  return Loaded === undefined ? null : <Loaded />;
}

import { render } from 'preact';
import { App } from './app.tsx';
import { store } from './live/store.ts';

store.start();
render(<App />, document.body);

// What a page of another origin tries against each URL, run in a browser. Resolves with what came of each try: nine for each URL.
export const attack = async (urls) => {
  const settled = (start) =>
    new Promise((resolve) => {
      start(resolve);
      // What neither loads nor fails has given the page nothing.
      setTimeout(() => resolve('silent'), 3000);
    });
  const tries = urls.flatMap((url) => [
    ...['GET', 'POST'].map((method) =>
      fetch(url, { method, mode: 'no-cors', ...(method === 'POST' ? { body: '{}' } : {}) }).then(
        async (response) => `fetched: ${await response.text()}`,
        () => 'refused',
      ),
    ),
    ...['img', 'script', 'iframe'].map((tag) =>
      settled((done) => {
        const element = document.createElement(tag);
        element.addEventListener('load', () =>
          done(tag === 'iframe' ? `framed: ${element.contentDocument?.body.innerText ?? ''}` : tag),
        );
        element.addEventListener('error', () => done('refused'));
        element.src = url;
        document.body.append(element);
      }),
    ),
    settled((done) => {
      const frame = document.createElement('iframe');
      frame.name = `form-${url}`;
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', action: url, target: frame.name, enctype: 'text/plain' });
      const field = document.createElement('input');
      Object.assign(field, { name: '{"a":"', value: '"}' });
      form.append(field);
      document.body.append(frame, form);
      frame.addEventListener('load', () => done(`framed: ${frame.contentDocument?.body.innerText ?? ''}`));
      form.submit();
    }),
    settled((done) => {
      const source = new EventSource(url);
      source.addEventListener('open', () => done('opened'));
      source.addEventListener('error', () => {
        source.close();
        done('refused');
      });
    }),
    settled((done) => {
      const socket = new WebSocket(url.replace('http', 'ws'));
      socket.addEventListener('open', () => done('opened'));
      socket.addEventListener('error', () => done('refused'));
    }),
    settled((done) => done(navigator.sendBeacon(url, '{}') ? 'silent' : 'refused')),
  ]);
  return Promise.all(tries);
};

// Traffic of the sample app for its pictures: orders, refusals, a chat, a request that is still under way, and drills.
import { WebSocket } from 'ws';

/** Resolves when it is there, with ids out of it, ready to stand in an address. */
export async function sampleTraffic({ apis, admin }) {
  const [shop, backoffice, chat] = ['shop', 'backoffice', 'chat'].map(
    (name) => apis.find((api) => api.name === name).url,
  );
  const json = (body, method = 'POST') => ({
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const ask = async (url, init) => {
    const response = await fetch(url, init);
    return { status: response.status, text: await response.text() };
  };
  await ask(`${shop}/`);
  for (let round = 0; round < 12; round += 1) {
    await ask(`${shop}/products`);
    const { products } = JSON.parse((await ask(`${shop}/products`)).text);
    const product = products[round % products.length].id;
    await ask(`${shop}/products/${product}?from=list`);
    if (round % 3 === 0) await ask(`${shop}/orders`, json({ product, quantity: 1 + (round % 2) }));
    if (round % 4 === 1) await ask(`${backoffice}/health`);
    if (round % 5 === 2) await ask(`${shop}/products/teapot`);
  }
  const [first, second] = await Promise.all([openSocket(chat), openSocket(chat)]);
  for (const text of ['Is the kettle there again?', 'From tomorrow on.', 'Then I take two.'])
    await said(first, second, { action: 'sendMessage', from: 'Ada', text });
  const orders = JSON.parse((await ask(`${backoffice}/orders`)).text);
  const shipment = `${backoffice}/orders/${orders.orders?.[0]?.id ?? orders[0]?.id}/shipment`;
  await ask(shipment, json({ carrier: 'Post', tracking: '4711' }, 'PUT'));
  await ask(`${shop}/orders`, json({ product: 'kettle' }));
  await ask(
    `${admin}/_gw/faults`,
    json({ kind: 'latency', api: 'shop', route: 'GET /products/{id}', milliseconds: 60_000, share: 1 }),
  );
  const aborter = new AbortController();
  fetch(`${shop}/products/kettle`, { signal: aborter.signal }).catch(() => undefined);
  await ask(shipment, json({ tracking: '4712' }, 'PUT'));
  await ask(`${shop}/products`);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const { exchanges } = JSON.parse((await ask(`${admin}/_gw/exchanges`)).text);
  const idOf = (fits) => encodeURIComponent(exchanges.findLast(fits).id);
  return {
    order: idOf(({ path, statusCode }) => path === '/orders' && statusCode === 201),
    refused: idOf(({ method, statusCode }) => method === 'PUT' && statusCode === 400),
    health: idOf(({ path }) => path.endsWith('/health')),
    connection: encodeURIComponent(exchanges.findLast(({ method }) => method === 'MESSAGE').connectionId),
    close() {
      aborter.abort();
      first.terminate();
      second.terminate();
    },
  };
}

function openSocket(url) {
  const socket = new WebSocket(url);
  return new Promise((resolve, reject) => socket.once('open', () => resolve(socket)).once('error', reject));
}

/** Sends a message; resolves when the other one has it. */
function said(from, to, message) {
  const heard = new Promise((resolve) => to.once('message', resolve));
  from.send(JSON.stringify(message));
  return heard;
}

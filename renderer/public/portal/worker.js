// Stands between the patients' pages and the network for one case only: the clinic cannot be reached. It keeps the page
// that says so, and what that page is drawn with. Nothing that a patient reads or types ever comes in here.

const PAGE = '/portal/offline';
const KEPT = [PAGE, '/portal/offline.css'];
/** To be raised with each change of what is kept: the worker is then fetched anew, and keeps the new ones. */
const STORE = 'medlink-offline-1';

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(STORE)
      .then((store) => store.addAll(KEPT))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== STORE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const isKept = origin === self.location.origin && KEPT.includes(pathname);
  if (request.mode !== 'navigate' && !isKept) return;
  const instead = isKept ? pathname : PAGE;
  event.respondWith(fetch(request).catch(() => caches.match(instead)));
});

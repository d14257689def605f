// Takes the place of `temporal-polyfill/global` in the browser build: only a browser without Temporal
// of its own fetches the polyfill.
if (!('Temporal' in globalThis)) {
  const { install } = await import('temporal-polyfill/shim');
  install();
}

// Without an export this would be a script.
export const hasTemporal = true;

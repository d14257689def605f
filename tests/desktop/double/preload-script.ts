/** Runs the built preload script in the page, with the two things of Electron that a sandboxed one has. */
export function preloadScript(code: string): string {
  return `
    (() => {
      const electron = {
        contextBridge: { exposeInMainWorld: (name, value) => { window[name] = value; } },
        ipcRenderer: {
          invoke: (channel, ...args) => window.__invoke(channel, ...args),
          on: (channel, listener) => addEventListener('sent:' + channel, () => listener({})),
        },
      };
      const require = (name) => {
        if (name === 'electron') return electron;
        throw new Error('a sandboxed preload script cannot load ' + name);
      };
      const process = { platform: ${JSON.stringify(process.platform)} };
      const module = { exports: {} };
      (function (require, process, module, exports) {
        ${code}
      })(require, process, module, module.exports);
    })();
  `;
}

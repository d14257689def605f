import { registerHooks } from 'node:module';

// Loaded with --import before the built main file, which then finds the double under the name `electron`.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === 'electron' ? new URL('electron-double.ts', import.meta.url).href : specifier, context),
});

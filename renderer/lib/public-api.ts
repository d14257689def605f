import { createContext, useContext } from 'react';
import type { Api } from './api.ts';

const PublicApiContext = createContext<Api | null>(null);
export const PublicApiProvider = PublicApiContext.Provider;

/** The calls that need nobody signed in. */
export function usePublicApi(): Api {
  const api = useContext(PublicApiContext);
  if (api === null) throw new Error('usePublicApi outside of PublicApiProvider');
  return api;
}

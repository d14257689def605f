import { createContext, useContext } from 'react';
import type { SetupStatus } from '../../shared/contracts/setup.ts';
import { createStore, type Store, useStore } from './store.ts';

const ClinicContext = createContext<Store<SetupStatus>>(
  createStore<SetupStatus>({
    isSetUp: false,
    isHere: true,
    clinicName: '',
    accent: null,
    timeZone: 'UTC',
    language: 'en',
  }),
);
export const ClinicProvider = ClinicContext.Provider;

/** What anybody may know about the clinic: its name, its zone, whether it is set up. */
export function useClinic(): SetupStatus {
  return useStore(useContext(ClinicContext));
}
export function useClinicStore(): Store<SetupStatus> {
  return useContext(ClinicContext);
}

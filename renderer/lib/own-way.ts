import type { useTRPCClient } from './api.ts';
import { newRequestId } from './request-id.ts';
import { leadBack, standsAs } from './undo-order.ts';

type Api = ReturnType<typeof useTRPCClient>;
type Versioned = { readonly id: string; readonly version: number };

/** How an act goes back that the clinic keeps no step of, by ids and versions alone: it outlives the page. */
export type OwnWay =
  | { readonly act: 'unpin'; readonly id: string }
  | { readonly act: 'pin'; readonly appointmentId: string }
  | { readonly act: 'pinRecall'; readonly recallId: string }
  | ({ readonly act: VersionedAct; readonly from?: number } & Versioned);

type VersionedAct = keyof typeof BY_VERSION;

const BY_VERSION = {
  'waitlist.reopen': (api: Api) => api.waitlist.reopen.mutate,
  'waitlist.withdraw': (api: Api) => api.waitlist.withdraw.mutate,
  'recalls.reopen': (api: Api) => api.recalls.reopen.mutate,
  'recalls.takeBackContact': (api: Api) => api.recalls.takeBackContact.mutate,
  'recalls.takeBackAdd': (api: Api) => api.recalls.takeBackAdd.mutate,
  'requests.reopen': (api: Api) => api.requests.reopen.mutate,
  'rooms.markDirty': (api: Api) => api.rooms.markDirty.mutate,
  'rooms.markClean': (api: Api) => api.rooms.markClean.mutate,
} as const;

export async function goOwnWay(api: Api, way: OwnWay): Promise<void> {
  if (way.act === 'unpin') await api.pins.unpin.mutate({ id: way.id });
  else if (way.act === 'pin')
    await api.pins.pin.mutate({ appointmentId: way.appointmentId, requestId: newRequestId() });
  else if (way.act === 'pinRecall')
    await api.pins.pin.mutate({ recallId: way.recallId, requestId: newRequestId() });
  else {
    const { act, id, version, from } = way;
    const again = await BY_VERSION[act](api)({ id, expectedVersion: standsAs(id, version) });
    if (from !== undefined && 'version' in again) leadBack(id, from, again.version);
  }
}

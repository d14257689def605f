import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RoomMark, RoomNow } from '../../../shared/contracts/rooms.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useActToast } from '../../ui/act-toast.tsx';

type Marked = Pick<RoomNow, 'id' | 'name' | 'version'>;

/** Marks a room, and says how to take that back: with the next press, or in the words about it. */
export function useRoomMarks(): (room: Marked, isToClean: boolean) => Promise<void> {
  const { t } = useTranslation('flow');
  const api = useTRPCClient();
  const flow = useTRPC().flow;
  const queryClient = useQueryClient();
  const say = useActToast();
  const errorText = useErrorText();

  return (room, isToClean) => mark(room, isToClean);

  async function mark(room: Marked, isToClean: boolean, isWayBack = false): Promise<void> {
    const { id, name, version: expectedVersion } = room;
    const send = isToClean ? api.rooms.markDirty : api.rooms.markClean;
    try {
      const { version }: RoomMark = await send.mutate({ id, expectedVersion });
      say(t(isToClean ? 'rooms.dirty' : 'rooms.cleaned', { room: name }), {
        ...(!isWayBack && {
          undo: () => void mark({ id, name, version }, !isToClean, true),
          isOwn: true,
          way: { act: isToClean ? 'rooms.markClean' : 'rooms.markDirty', id, version },
        }),
      });
    } catch (error) {
      say(t('rooms.notMarked', { room: name, why: errorText(error) }), { isBad: true });
    }
    void queryClient.invalidateQueries(flow.pathFilter());
  }
}

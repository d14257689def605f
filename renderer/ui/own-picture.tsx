import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTRPC, useTRPCClient } from '../lib/api.ts';
import { useSession } from '../lib/session.ts';
import { Picture } from './picture.tsx';
import classes from './picture.module.css';

const TOO_LARGE = 413;
const TOO_MANY = 429;

type Words = {
  readonly hint: string;
  readonly choose: string;
  readonly remove: string;
  readonly refused: string;
  readonly tooLarge: string;
  readonly tooMany: string;
};
type Props = { readonly id: string | null; readonly words: Words };

/** One's own face, drawn anew by the clinic before it is kept. */
export function OwnPicture({ id, words }: Props) {
  const chooser = useRef<HTMLInputElement>(null);
  const { isBusy, send, remove } = useOwnPicture(words);
  return (
    <div className={classes.picture}>
      <Picture id={id} />
      <div className={classes.beside}>
        <p className={classes.hint}>{words.hint}</p>
        <div className={classes.acts}>
          <Button variant="default" loading={isBusy} onClick={() => chooser.current?.click()}>
            {words.choose}
          </Button>
          {id !== null && (
            <Button variant="subtle" onClick={() => void remove()}>
              {words.remove}
            </Button>
          )}
        </div>
        <input
          ref={chooser}
          type="file"
          accept="image/jpeg,image/png,image/webp"
          hidden
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = '';
            if (file !== undefined) void send(file);
          }}
        />
      </div>
    </div>
  );
}

function useOwnPicture(words: Words) {
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const session = useSession();
  const [isBusy, setBusy] = useState(false);
  const again = () => queryClient.invalidateQueries(trpc.profiles.pathFilter());
  async function send(file: File): Promise<void> {
    setBusy(true);
    const body = new FormData();
    body.append('picture', file);
    const authorization = `Bearer ${(await session.freshToken()) ?? ''}`;
    const answer = await fetch('/api/profile/picture', {
      method: 'PUT',
      headers: { authorization },
      body,
    }).catch(() => undefined);
    if (answer?.ok !== true) {
      notifications.show({ color: 'red', message: refusalOf(words, answer?.status) });
    }
    await again();
    setBusy(false);
  }
  async function remove(): Promise<void> {
    await api.profiles.removePicture.mutate({});
    await again();
  }
  return { isBusy, send, remove };
}

function refusalOf({ refused, tooLarge, tooMany }: Words, status: number | undefined): string {
  if (status === TOO_LARGE) return tooLarge;
  return status === TOO_MANY ? tooMany : refused;
}

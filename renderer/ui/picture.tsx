import { useQuery } from '@tanstack/react-query';
import { useSession } from '../lib/session.ts';
import { Icon } from './icon.tsx';
import classes from './picture.module.css';

/** Drawn from data: a picture's address opens with the token of the one who may see it, and to nobody else. */
export function Picture({ id }: { readonly id: string | null }) {
  const session = useSession();
  const picture = useQuery({
    queryKey: ['picture', id],
    enabled: id !== null,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const authorization = `Bearer ${(await session.freshToken()) ?? ''}`;
      const answer = await fetch(`/api/pictures/${id}`, { headers: { authorization } });
      return answer.ok ? asDataUrl(await answer.blob()) : null;
    },
  });
  return (
    <span className={classes.face}>
      {picture.data ? <img src={picture.data} alt="" /> : <Icon name="person" size={32} />}
    </span>
  );
}

async function asDataUrl(picture: Blob): Promise<string> {
  const bytes = new Uint8Array(await picture.arrayBuffer());
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return `data:${picture.type};base64,${btoa(text)}`;
}

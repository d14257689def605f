import { startTransition, useEffect, useState } from 'react';

/** Acts once the next frame is out; answers with how to call it off. A hidden page waits until it is seen. */
export function afterPaint(act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(act);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

/** False until the frame after `isReady` is out: what is less looked for leaves that frame to the rest. */
export function useAfterPaint(isReady: boolean): boolean {
  const [isPainted, setPainted] = useState(false);
  useEffect(
    () => (isReady ? afterPaint(() => startTransition(() => setPainted(true))) : undefined),
    [isReady],
  );
  return isPainted;
}

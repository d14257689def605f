import { useCallback, useRef } from 'react';

/**
 * A random UUID v4. Made from `getRandomValues` because a phone on the clinic's plain-http address has
 * neither `randomUUID` nor `subtle`.
 */
export function newRequestId(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * One id for one act: the same for a retry of the same content, so that a double tap or a lost answer
 * acts once; a new one as soon as the content differs.
 */
export function useRequestId(): (content: unknown) => string {
  const last = useRef({ content: '', id: '' });
  return useCallback((content) => {
    const text = JSON.stringify(content);
    if (last.current.content !== text) last.current = { content: text, id: newRequestId() };
    return last.current.id;
  }, []);
}

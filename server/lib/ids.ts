import { v7 } from 'uuid';

/** Makes ids: UUIDv7, so that a primary key grows with time. The caller brands them. */
export type Ids = { next<T extends string>(): T };

export const uuidv7Ids: Ids = { next: <T extends string>() => v7() as T };

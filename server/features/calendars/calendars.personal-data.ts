import { sql } from 'kysely';
import type { PersonalTables } from '../../db/personal-data.ts';

export const CALENDARS_PERSONAL_DATA: PersonalTables<'calendarFeed'> = {
  calendarFeed: {
    rowsOf: ({ userId }) => sql`user_id = ${userId}`,
    hidden: ['secretHash'],
    erase: 'delete',
  },
};

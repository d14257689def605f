import { sql } from 'kysely';

/**
 * The charts nothing may be deleted of at present, as a subquery of their ids. A hold on a chart that was closed into
 * another holds the other, too.
 */
export const HELD_CHARTS = sql`
  WITH RECURSIVE held (id) AS (
    SELECT patient_id FROM legal_hold
    UNION SELECT merged_into FROM patient JOIN held USING (id) WHERE merged_into IS NOT NULL)
  SELECT id FROM held`;

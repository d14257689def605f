import { sql } from 'kysely';
import { NON_BLOCKING } from '../../shared/domain/appointment-status.ts';
import { isOpenRecall, RECALL_STATES, type RecallState } from '../../shared/domain/recalls.ts';

/** The rule of `recallStateOf`, for lists that are cut by it: of `recall`, with its visit joined to it as `tied`. */
export const RECALL_STATE = sql<RecallState>`CASE
  WHEN recall.ended_as IS NOT NULL THEN recall.ended_as
  WHEN tied.status NOT IN (${sql.join([...NON_BLOCKING])}) THEN 'booked'
  WHEN EXISTS (SELECT 1 FROM recall_contact AS c WHERE c.recall_id = recall.id) THEN 'contacted'
  ELSE 'due' END`;

/** Of those that were not ended by hand: whether somebody has come, or is to. */
export const IS_NOT_BOOKED = sql<boolean>`NOT EXISTS (SELECT 1 FROM appointment AS v
  WHERE v.id = recall.appointment_id AND v.status NOT IN (${sql.join([...NON_BLOCKING])}))`;

/** Somebody still has to be reached. */
export const OPEN_RECALL_STATES = RECALL_STATES.filter(isOpenRecall);

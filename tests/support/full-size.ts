/** Whether the attacks and the long runs have their full size; `npm test` runs a smaller, still telling one. */
export const IS_FULL_SIZE = process.env['MEDLINK_FULL_ATTACK'] !== undefined;

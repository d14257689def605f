/** What the desk looks at when somebody has come; a clinic asks for some of it, or for nothing. */
export const CHECK_IN_ITEMS = ['identity', 'phone', 'insurance', 'forms', 'copay'] as const;
export type CheckInItem = (typeof CHECK_IN_ITEMS)[number];

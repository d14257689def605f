/** The staff's main screens, each fetched when it is first needed, or a little before. */
export const loadBoard = () => import('./board-route.tsx');
export const loadMyDay = () => import('./my-day-route.tsx');

export const portal = {
  title: 'My visits',
} as const;

/** Whose page it is: that of the staff, or that of the patients. */
export type Audience = 'staff' | 'patient';

/** What the addresses of a page begin with. */
export function homeOf(audience: Audience): '' | '/portal' {
  return audience === 'staff' ? '' : '/portal';
}

import type { Page } from 'playwright-core';

/** One control as a screen reader has it. */
export type Control = { readonly role: string; readonly name: string };

/** What is used, in the words of the browser's accessibility tree. */
const ROLES = new Set([
  'button',
  'checkbox',
  'combobox',
  'ComboBoxSelect',
  'Date',
  'DateTime',
  'DisclosureTriangle',
  'InputTime',
  'link',
  'listbox',
  'menuitem',
  'radio',
  'searchbox',
  'slider',
  'spinbutton',
  'switch',
  'tab',
  'textbox',
]);

/** Every control of the page as it stands, or of the dialog before it, from the tree that screen readers are given. */
export async function controlsOf(page: Page): Promise<Control[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const roleOf = new Map(nodes.map(({ nodeId, role }) => [nodeId, String(role?.value)]));
  const parentOf = new Map(nodes.map(({ nodeId, parentId }) => [nodeId, parentId]));
  const isWithin = (role: string, id: string | undefined): boolean =>
    id !== undefined && (roleOf.get(id) === role || isWithin(role, parentOf.get(id)));
  const isCovered = nodes.some(({ ignored, role }) => !ignored && role?.value === 'dialog');
  return nodes.flatMap(({ nodeId, ignored, name, properties = [] }) => {
    const role = roleOf.get(nodeId) ?? '';
    const isFocusable = properties.some((property) => property.name === 'focusable' && property.value.value);
    const isControl = ROLES.has(role) || (isFocusable && role === 'generic');
    // Day, month and year of a date are the browser's own.
    if (ignored || !isControl || isWithin('Date', parentOf.get(nodeId))) return [];
    if (isCovered && !isWithin('dialog', nodeId)) return [];
    return [{ role, name: String(name?.value ?? '').trim() }];
  });
}

/** The controls that the Tab key never comes to; of radio buttons of one name, one is enough. */
export async function unreachableByKeys(page: Page): Promise<string[]> {
  const stops = await page.evaluate(() => {
    const scope = document.querySelector('[role="dialog"]') ?? document;
    const all = [...scope.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary')];
    const controls = all.filter(
      (control) =>
        control.checkVisibility({ visibilityProperty: true }) &&
        !control.matches(':disabled, [aria-hidden="true"]') &&
        control.closest('[aria-hidden="true"]') === null,
    );
    for (const [index, control] of controls.entries()) {
      const isRadio = control instanceof HTMLInputElement && control.type === 'radio';
      control.dataset['stop'] = isRadio ? `radio ${control.name}` : String(index);
    }
    document.addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLElement) target.dataset['reached'] = 'yes';
    });
    // A date is several stops of the Tab key: day, month, year and its calendar.
    return controls.length + 3 * controls.filter((control) => control.matches('[type="date"]')).length;
  });
  for (let press = 0; press < stops + 6; press++) await page.keyboard.press('Tab');
  return page.evaluate(() => {
    const controls = [...document.querySelectorAll<HTMLElement>('[data-stop]')];
    const reached = new Set(
      controls.filter(({ dataset }) => dataset['reached'] === 'yes').map(({ dataset }) => dataset['stop']),
    );
    return controls
      .filter(({ dataset }) => !reached.has(dataset['stop']))
      .map(({ outerHTML }) => outerHTML.slice(0, 120));
  });
}

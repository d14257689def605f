import { describe, expect, it } from 'vitest';
import { guidePage } from '../../../server/tls/guide-page.ts';

const page = (wanted: string) => guidePage({ host: 'praxis.local', fingerprint: 'AB:CD', wanted });

describe('the page for those who came without encryption', () => {
  it('is read in the first language of the browser that has words', () => {
    expect(page('de-AT,de;q=0.9,en;q=0.8')).toContain('<html lang="de">');
    expect(page('de-AT,de;q=0.9,en;q=0.8')).toContain('Zertifikat der Praxis holen');
    expect(page('fr,de;q=0.7')).toContain('Zertifikat der Praxis holen');
    expect(page('en-GB,de')).toContain('Get the clinic’s certificate');
  });

  it('is English for whoever asks for nothing, or for what nobody wrote', () => {
    for (const wanted of ['', 'fr', ';;,,', '*']) expect(page(wanted)).toContain('<html lang="en">');
  });

  it('has the same devices in each language', () => {
    const count = (text: string) => text.match(/<dt>/g)?.length;
    expect(count(page('de'))).toBe(count(page('en')));
  });
});

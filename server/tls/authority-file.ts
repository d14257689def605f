/** Where devices get the authority's certificate from, by TLS and in the clear alike. */
export const AUTHORITY_PATH = '/clinic-authority.crt';

export const AUTHORITY_HEADERS = {
  'content-type': 'application/x-x509-ca-cert',
  'content-disposition': 'attachment; filename="clinic-authority.crt"',
} as const;

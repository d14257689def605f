import { writeFileSync } from 'node:fs';
import { POLICY_PAGE, policyPage } from './policy-page.ts';

writeFileSync(POLICY_PAGE, policyPage());

import { Empty } from '../../../shared/contracts/common.ts';
import { SecuritySettingsDto, UpdateSecuritySettings } from '../../../shared/contracts/security-settings.ts';
import { guarded, rest, router } from '../../trpc/procedures.ts';

export const securityRouter = router({
  settings: guarded('security.read', rest('GET', '/security/settings'))
    .input(Empty)
    .output(SecuritySettingsDto)
    .query(({ ctx }) => ctx.services.security.settings(ctx.actor)),
  updateSettings: guarded('security.write', rest('PATCH', '/security/settings'))
    .input(UpdateSecuritySettings)
    .output(SecuritySettingsDto)
    .mutation(({ ctx, input }) => ctx.services.security.updateSettings(ctx.actor, input)),
});

import { EndedSessions, EndSessionsOf } from '../../../shared/contracts/sessions.ts';
import {
  ChangeRole,
  ChangeStaffIdentity,
  CreateStaff,
  ListUsers,
  SetUserActive,
  UserDto,
  UserPage,
} from '../../../shared/contracts/users.ts';
import { guarded, rest, restCreate, router } from '../../trpc/procedures.ts';

export const usersRouter = router({
  list: guarded('users.read', rest('GET', '/users'))
    .input(ListUsers)
    .output(UserPage)
    .query(({ ctx, input }) => ctx.services.users.list(ctx.actor, input)),
  createStaff: guarded('users.write', restCreate('/users'))
    .input(CreateStaff)
    .output(UserDto)
    .mutation(({ ctx, input }) => ctx.services.users.createStaff(ctx.actor, input)),
  endSessions: guarded('users.write', rest('POST', '/users/{id}/end-sessions'))
    .input(EndSessionsOf)
    .output(EndedSessions)
    .mutation(async ({ ctx, input }) => ({
      ended: await ctx.services.auth.endSessionsOf(ctx.actor, input),
    })),
  changeRole: guarded('users.write', rest('PUT', '/users/{id}/role'))
    .input(ChangeRole)
    .output(UserDto)
    .mutation(({ ctx, input }) => ctx.services.users.changeRole(ctx.actor, input)),
  changeIdentity: guarded('users.write', rest('PUT', '/users/{id}/identity'))
    .input(ChangeStaffIdentity)
    .output(UserDto)
    .mutation(({ ctx, input }) => ctx.services.users.changeIdentity(ctx.actor, input)),
  setActive: guarded('users.write', rest('PUT', '/users/{id}/active'))
    .input(SetUserActive)
    .output(UserDto)
    .mutation(({ ctx, input }) => ctx.services.users.setActive(ctx.actor, input)),
});

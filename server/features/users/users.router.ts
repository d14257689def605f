import { EndedSessions, EndSessionsOf } from '../../../shared/contracts/sessions.ts';
import {
  AcceptInvitation,
  InvitationPage,
  InviteStaff,
  ListInvitations,
  OpenedInvitation,
  OpenInvitation,
  ResendInvitation,
  RevokeInvitation,
  SentInvitation,
} from '../../../shared/contracts/invitations.ts';
import { Done } from '../../../shared/contracts/common.ts';
import { SignedIn } from '../../../shared/contracts/auth.ts';
import {
  ChangeRole,
  ChangeStaffIdentity,
  CreateStaff,
  ListUsers,
  SetUserActive,
  UserDto,
  UserPage,
} from '../../../shared/contracts/users.ts';
import { guarded, guardedList, openToAll, rest, restCreate, router } from '../../trpc/procedures.ts';
import { deliver } from '../auth/auth.presenter.ts';

export const usersRouter = router({
  list: guardedList('users.read', rest('GET', '/users'))
    .input(ListUsers)
    .output(UserPage)
    .query(({ ctx, input }) => ctx.services.users.list(ctx.actor, input)),
  createStaff: guarded('users.write', restCreate('/users'))
    .input(CreateStaff)
    .output(UserDto)
    .mutation(({ ctx, input }) => ctx.services.users.createStaff(ctx.actor, input)),
  invite: guarded('users.write', restCreate('/invitations'))
    .input(InviteStaff)
    .output(SentInvitation)
    .mutation(({ ctx, input }) => ctx.services.users.invite(ctx.actor, input)),
  listInvitations: guarded('users.read', rest('GET', '/invitations'))
    .input(ListInvitations)
    .output(InvitationPage)
    .query(({ ctx, input }) => ctx.services.users.listInvitations(ctx.actor, input)),
  resendInvitation: guarded('users.write', rest('POST', '/invitations/{id}/resend'))
    .input(ResendInvitation)
    .output(SentInvitation)
    .mutation(({ ctx, input }) => ctx.services.users.resendInvitation(ctx.actor, input)),
  revokeInvitation: guarded('users.write', rest('POST', '/invitations/{id}/revoke'))
    .input(RevokeInvitation)
    .output(Done)
    .mutation(async ({ ctx, input }): Promise<Done> => {
      await ctx.services.users.revokeInvitation(ctx.actor, input);
      return { ok: true };
    }),
  // A secret is told in a body, never in an address.
  openInvitation: openToAll(rest('POST', '/invitations/open'))
    .input(OpenInvitation)
    .output(OpenedInvitation)
    .mutation(({ ctx, input }) => ctx.services.users.openInvitation(input)),
  acceptInvitation: openToAll(rest('POST', '/invitations/accept'))
    .input(AcceptInvitation)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) =>
      deliver(ctx.refreshCookie, await ctx.services.users.acceptInvitation(ctx.caller, input), false),
    ),
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

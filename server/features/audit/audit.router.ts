import {
  AuditPage,
  ChartAccessPage,
  ListAudit,
  ListChartAccess,
  ListOwnAudit,
  ListUnrelatedReads,
  TrailState,
} from '../../../shared/contracts/audit.ts';
import { Empty } from '../../../shared/contracts/common.ts';
import { guarded, rest, router } from '../../trpc/procedures.ts';

export const auditRouter = router({
  list: guarded('audit.read', rest('GET', '/audit'))
    .input(ListAudit)
    .output(AuditPage)
    .query(({ ctx, input }) => ctx.services.audit.list(ctx.actor, input)),
  own: guarded('audit.readOwn', rest('GET', '/audit/own'))
    .input(ListOwnAudit)
    .output(AuditPage)
    .query(({ ctx, input }) => ctx.services.audit.own(ctx.actor, input)),
  ofMyChart: guarded('audit.readOwnChart', rest('GET', '/audit/my-chart'))
    .input(ListChartAccess)
    .output(ChartAccessPage)
    .query(({ ctx, input }) => ctx.services.audit.ofMyChart(ctx.actor, input)),
  withoutRelation: guarded('audit.read', rest('GET', '/audit/without-relation'))
    .input(ListUnrelatedReads)
    .output(AuditPage)
    .query(({ ctx, input }) => ctx.services.audit.withoutRelation(ctx.actor, input)),
  state: guarded('audit.read', rest('GET', '/audit/state'))
    .input(Empty)
    .output(TrailState)
    .query(({ ctx }) => ctx.services.audit.state(ctx.actor)),
  verifyNow: guarded('audit.verify', rest('POST', '/audit/verify'))
    .input(Empty)
    .output(TrailState)
    .mutation(({ ctx }) => ctx.services.audit.verifyNow(ctx.actor)),
});

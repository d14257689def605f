import { Empty } from '../../../shared/contracts/common.ts';
import {
  ApplyRetention,
  RetentionApplied,
  RetentionReport,
  UpdateRetention,
} from '../../../shared/contracts/retention.ts';
import { guarded, rest, router } from '../../trpc/procedures.ts';

export const retentionRouter = router({
  report: guarded('retention.read', rest('GET', '/retention'))
    .input(Empty)
    .output(RetentionReport)
    .query(({ ctx }) => ctx.services.retention.report(ctx.actor)),
  update: guarded('retention.write', rest('PUT', '/retention'))
    .input(UpdateRetention)
    .output(RetentionReport)
    .mutation(({ ctx, input }) => ctx.services.retention.update(ctx.actor, input)),
  run: guarded('retention.write', rest('POST', '/retention/run'))
    .input(ApplyRetention)
    .output(RetentionApplied)
    .mutation(({ ctx, input }) => ctx.services.retention.run(ctx.actor, input)),
});
